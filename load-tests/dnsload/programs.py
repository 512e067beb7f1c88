"""Finds the programs that the tests use, or makes them; what was made is kept for the next time."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rollcall-load-tests"
SOURCES = Path(__file__).parent
PLACES = ":/usr/sbin:/sbin:/usr/local/go/bin"  # where Debian has servers, and golang.org Go


class Missing(Exception):
    """A program that cannot be had, and why."""


def found(program, package):
    """The path of a program that a package of the system has."""
    path = shutil.which(program, path=os.environ["PATH"] + PLACES)
    if not path:
        raise Missing(f"{program} is not installed (package {package})")
    return path


def compiled(name):
    """A program of this folder, compiled once for each state of its source."""
    source = SOURCES / f"{name}.c"
    binary = CACHE / f"{name}-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if not binary.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        made = binary.with_suffix(f".{os.getpid()}")
        command = [found("gcc", "gcc"), "-O2", "-Wall", "-pthread", "-o", made, source]
        subprocess.run(command, check=True)
        made.replace(binary)
    return binary


def go_module(module, version, build):
    """The main program of a Go module, built once, which takes minutes, if that is allowed."""
    name = module.rpartition("/")[2]
    binary = CACHE / f"{name}-{version}"
    if binary.exists():
        return binary
    if not build:
        raise Missing(f"{module} is not built yet; a run without --smoke does that")
    go = found("go", "golang")
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"building {module} {version}: this happens once and takes minutes", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        # In a copy: what the module replaces by folders of its repository has to be required instead.
        source = _copied(go, f"{module}@{version}", Path(folder, "source"))
        for replaced in json.loads(_run(source, go, "mod", "edit", "-json"))["Replace"] or []:
            _run(source, go, "mod", "edit", f"-dropreplace={replaced['Old']['Path']}")
        made = Path(folder, name)
        _run(source, go, "build", "-mod=mod", "-buildvcs=false", "-o", made, ".")
        shutil.copy2(made, binary.with_suffix(".next"))
        binary.with_suffix(".next").replace(binary)
    return binary


def _copied(go, module, folder):
    told = json.loads(_run(folder.parent, go, "mod", "download", "-json", module))
    # Without the permissions: modules are kept read-only.
    shutil.copytree(told["Dir"], folder, copy_function=shutil.copyfile)
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        each.chmod(0o755)
    return folder


def _run(folder, *command):
    ran = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Missing(f"{' '.join(map(str, command[1:]))}: {last}")
    return ran.stdout
