"""Asks a server with dnsperf, and reads what it prints."""

import re
import subprocess
from dataclasses import dataclass

CLIENTS = 8
OUTSTANDING = 256
PATIENCE = 2  # seconds until a query counts as lost
FIELDS = {
    "sent": r"Queries sent:\s+(\d+)",
    "completed": r"Queries completed:\s+(\d+)",
    "seconds": r"Run time \(s\):\s+([\d.]+)",
}
CODES = re.compile(r"Response codes:\s+(.*)")
RESPONSE = re.compile(r"Average packet size:.*response (\d+)")


@dataclass(frozen=True)
class Asked:
    """What one run of dnsperf asked and heard."""

    sent: int
    completed: int
    seconds: float
    refused: int  # answers with another code than NOERROR
    octets: int  # of an answer, on average


def command(port, names, seconds, transport="udp", rate=None, edns=False):
    line = ["dnsperf", "-s", "127.0.0.1", "-p", port, "-d", names, "-l", seconds, "-m", transport]
    line += ["-c", CLIENTS, "-T", 1, "-q", OUTSTANDING, "-t", PATIENCE]
    line += (["-Q", rate] if rate else []) + (["-e"] if edns else [])
    return [str(word) for word in line]


def ask(*given, **more):
    line = command(*given, **more)
    ran = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"dnsperf failed:\n{ran.stdout}{ran.stderr}")
    return read(ran.stdout)


def read(text):
    """The figures in what dnsperf 2.10 and later print."""
    found = {name: re.search(pattern, text) for name, pattern in FIELDS.items()}
    if missing := [name for name, match in found.items() if not match]:
        raise ValueError(f"dnsperf says nothing of {missing[0]}:\n{text}")
    numbers = {name: float(match[1]) for name, match in found.items()}
    codes = CODES.search(text)
    counts = re.findall(r"(\w+) (\d+) \(", codes[1]) if codes else []
    octets = RESPONSE.search(text)
    return Asked(
        sent=int(numbers["sent"]),
        completed=int(numbers["completed"]),
        seconds=numbers["seconds"],
        refused=sum(int(count) for code, count in counts if code != "NOERROR"),
        octets=int(octets[1]) if octets else 0,
    )
