-- For wrk: sends the bodies of files, in turn, and prints what came of it as JSON.
-- wrk -s requests.lua URL -- FILE PATH [SHARE FILE PATH]: of the second kind is that share of the requests, CSV rows.

local function requests(file, path, content_type)
  local all = {}
  for body in io.open(file):read("*a"):gmatch("[^\30]+") do
    all[#all + 1] = wrk.format("POST", path, { ["Content-Type"] = content_type }, body)
  end
  return { all = all, next = 0 }
end

local function take(some)
  some.next = some.next + 1
  return some.all[(some.next - 1) % #some.all + 1]
end

local predictions, traces, share

function init(args)
  predictions = requests(args[1], args[2], "application/json")
  if args[3] then
    share = tonumber(args[3])
    traces = requests(args[4], args[5], "text/csv")
  end
end

function request()
  if traces and math.random() < share then
    return take(traces)
  end
  return take(predictions)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"bytes":%d,"failed":%d,"p50Micros":%d,"p99Micros":%d,"maxMicros":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
