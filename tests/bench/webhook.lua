-- For wrk: webhooks that were signed beforehand (WEBHOOKS, "signature body" a line), each sent once; the measure goes to MEASURE as JSON.
local requests, sent = {}, 0

function init()
  local head = "POST /twilio/voice/inbound HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
  for line in io.lines(os.getenv("WEBHOOKS")) do
    local signature, body = line:match("^(%S+) (.+)$")
    requests[#requests + 1] = head .. #body .. "\r\nX-Twilio-Signature: " .. signature .. "\r\n\r\n" .. body
  end
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  local file = io.open(os.getenv("MEASURE"), "w")
  file:write(string.format('{"answers":%d,"seconds":%f,"failed":%d,"p50":%f,"p99":%f}',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
  file:close()
end
