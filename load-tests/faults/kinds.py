"""All faults, and how often each is drawn, compared with the others."""

from . import links, machines, processes

# Those that take long come less often.
WEIGHTS = {
    processes.Kill: 4,
    processes.Stop: 2,
    processes.Damage: 2,
    processes.Rolling: 1,
    processes.LastOne: 1,
    processes.RestartAll: 2,
    processes.Pause: 4,
    processes.Join: 2,
    links.Partition: 4,
    links.OneWay: 3,
    links.Loss: 3,
    links.ClientsLink: 2,
    machines.FullDisk: 2,
    machines.ClockJump: 2,
}
ALL = {fault.kind: fault for fault in WEIGHTS}
