-- Sends requests that were made before, one after the other; their file is the one argument:
-- before each its length in octets, on a line of its own.
local made, at = {}, 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  while true do
    local length = file:read("*l")
    if not length then break end
    made[#made + 1] = file:read(tonumber(length))
  end
  file:close()
end

function request()
  at = at % #made + 1
  return made[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "max": %f, "refused": %d, "failed": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
