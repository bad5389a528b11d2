using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>
/// Twilio's REST API, as much of it as we use. No retries here: whoever asked knows whether the request may be repeated,
/// and a lost answer is "unknown", never "failed".
/// </summary>
public sealed class TwilioClient(IHttpClientFactory clients, TwilioOptions options, TwilioUrls urls, ILogger<TwilioClient> log) : ITelephony
{
    /// <summary>The named client; it is asked for anew each time, so that its handler is renewed (a long-lived one never sees a DNS change).</summary>
    public const string HttpName = "twilio";

    /// <summary>The network's clock and ours may differ by this much.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(5);

    public async Task<string> DialAsync(string from, string to, VoiceLink answer, VoiceLink events, int ringSeconds, bool detectMachine, CancellationToken cancel)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("To", to), new("From", from), new("Url", urls.Instruction(answer)), new("Method", "POST"), new("FallbackUrl", urls.Fallback()), new("FallbackMethod", "POST"),
            new("StatusCallback", urls.Callback(events)), new("StatusCallbackMethod", "POST"), new("Timeout", ringSeconds.ToString(CultureInfo.InvariantCulture)),
            .. new[] { "initiated", "ringing", "answered", "completed" }.Select(e => KeyValuePair.Create("StatusCallbackEvent", e)),
        ];
        if (detectMachine) form.Add(new("MachineDetection", "Enable"));
        using var call = await SendAsync(HttpMethod.Post, "Calls.json", form, cancel);
        return call.RootElement.GetProperty("sid").GetString()!;
    }

    public async Task RedirectAsync(string callSid, VoiceLink next, CancellationToken cancel)
    {
        // The fallback goes with it: that the line's own still holds after a move is nowhere promised.
        using var _ = await SendAsync(HttpMethod.Post, $"Calls/{callSid}.json",
            [new("Url", urls.Instruction(next)), new("Method", "POST"), new("FallbackUrl", urls.Fallback()), new("FallbackMethod", "POST")], cancel);
    }

    public Task HangUpAsync(string callSid, CancellationToken cancel) => EndAsync(callSid, "completed", cancel);

    public Task StopRingingAsync(string callSid, CancellationToken cancel) => EndAsync(callSid, "canceled", cancel);

    private async Task EndAsync(string callSid, string status, CancellationToken cancel)
    {
        using var _ = await SendAsync(HttpMethod.Post, $"Calls/{callSid}.json", [new("Status", status)], cancel);
    }

    public async Task<LegStatus?> FetchAsync(string callSid, CancellationToken cancel)
    {
        using var call = await FindAsync($"Calls/{callSid}.json", cancel);
        return call is null ? null : Leg(call.RootElement);
    }

    public async Task<IReadOnlyList<LegStatus>> DialledAsync(string to, DateTimeOffset since, CancellationToken cancel)
    {
        using var list = await SendAsync(HttpMethod.Get, $"Calls.json?To={Uri.EscapeDataString(to)}&PageSize=1000", null, cancel);
        return [.. list.RootElement.GetProperty("calls").EnumerateArray().Where(c => Created(c) >= since - ClockSlack).Select(Leg)];
    }

    public async Task<ConferenceStatus?> ConferenceAsync(Guid callId, CancellationToken cancel)
    {
        // Those that are over have the same name: a call has one for each time it was put together anew.
        var sid = await OpenConferenceAsync(callId, "in-progress", cancel) ?? await OpenConferenceAsync(callId, "init", cancel);
        if (sid is null) return null;
        using var participants = await SendAsync(HttpMethod.Get, $"Conferences/{sid}/Participants.json?PageSize=50", null, cancel);
        return new ConferenceStatus(sid, [.. participants.RootElement.GetProperty("participants").EnumerateArray().Select(Participant)]);
    }

    private async Task<string?> OpenConferenceAsync(Guid callId, string status, CancellationToken cancel)
    {
        using var list = await SendAsync(HttpMethod.Get, $"Conferences.json?FriendlyName={callId:N}&Status={status}&PageSize=50", null, cancel);
        var open = list.RootElement.GetProperty("conferences").EnumerateArray().FirstOrDefault(c => c.GetProperty("status").GetString() == status);
        return open.ValueKind is JsonValueKind.Undefined ? null : open.GetProperty("sid").GetString();
    }

    public async Task EndConferenceAsync(Guid callId, CancellationToken cancel)
    {
        if (await ConferenceAsync(callId, cancel) is not { } conference) return;
        using var _ = await SendAsync(HttpMethod.Post, $"Conferences/{conference.Sid}.json", [new("Status", "completed")], cancel);
    }

    public async Task HoldAsync(Guid callId, string label, bool onHold, VoiceLink music, CancellationToken cancel)
    {
        List<KeyValuePair<string, string>> form = [new("Hold", onHold ? "true" : "false")];
        if (onHold) form.AddRange([new("HoldUrl", urls.Instruction(music)), new("HoldMethod", "POST")]);
        await ChangeAsync(callId, label, form, cancel);
    }

    public Task LetHearAsync(Guid callId, string callSid, bool muted, string? coaches, CancellationToken cancel)
    {
        List<KeyValuePair<string, string>> form = [new("Muted", muted ? "true" : "false"), new("Coaching", coaches is null ? "false" : "true")];
        if (coaches is not null) form.Add(new("CallSidToCoach", coaches));
        return ChangeAsync(callId, callSid, form, cancel);
    }

    public Task AnnounceAsync(Guid callId, string label, VoiceLink words, CancellationToken cancel) =>
        ChangeAsync(callId, label, [new("AnnounceUrl", urls.Instruction(words)), new("AnnounceMethod", "POST")], cancel);

    private async Task ChangeAsync(Guid callId, string participant, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel)
    {
        if (await ConferenceAsync(callId, cancel) is not { } conference) throw new TelephonyException("conference-over", certain: true);
        using var _ = await SendAsync(HttpMethod.Post, $"Conferences/{conference.Sid}/Participants/{participant}.json", form, cancel);
    }

    public async Task<string> TextAsync(string from, string to, string text, VoiceLink events, CancellationToken cancel)
    {
        using var message = await SendAsync(HttpMethod.Post, "Messages.json",
            [new("To", to), new("From", from), new("Body", text), new("StatusCallback", urls.Callback(events))], cancel);
        return message.RootElement.GetProperty("sid").GetString()!;
    }

    public async Task<IReadOnlyList<string>> TextedAsync(string to, string text, DateTimeOffset since, CancellationToken cancel)
    {
        using var list = await SendAsync(HttpMethod.Get, $"Messages.json?To={Uri.EscapeDataString(to)}&PageSize=1000", null, cancel);
        return [.. list.RootElement.GetProperty("messages").EnumerateArray()
            .Where(m => Created(m) >= since - ClockSlack && m.GetProperty("body").GetString() == text).Select(m => m.GetProperty("sid").GetString()!)];
    }

    internal async Task<JsonDocument?> FindAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, null, cancel);
        }
        catch (TelephonyException refused) when (refused.Code.StartsWith("404", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>Whether a stranger is given this; null: nobody knows.</summary>
    internal async Task<bool?> IsPublicAsync(string path, CancellationToken cancel)
    {
        using var stranger = clients.CreateClient();
        try
        {
            using var answer = await stranger.GetAsync(new Uri(options.ApiBaseUrl, $"2010-04-01/Accounts/{options.AccountSid}/{path}"), HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.IsSuccessStatusCode ? true : answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? false : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <param name="asWhom">Other credentials than the account's own.</param>
    internal async Task<JsonDocument> SendAsync(
        HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form, CancellationToken cancel, AuthenticationHeaderValue? asWhom = null)
    {
        using var request = new HttpRequestMessage(method, $"2010-04-01/Accounts/{options.AccountSid}/{path}");
        if (asWhom is not null) request.Headers.Authorization = asWhom;
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        var http = clients.CreateClient(HttpName);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancel);
        }
        catch (HttpRequestException failure)
        {
            // Never connected: certainly not carried out. Cut off later: nobody knows.
            var certain = method == HttpMethod.Get || failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            throw new TelephonyException($"transport-{failure.HttpRequestError}", certain, inner: failure);
        }
        catch (TaskCanceledException failure) when (!cancel.IsCancellationRequested)
        {
            throw new TelephonyException("timeout", certain: method == HttpMethod.Get, inner: failure);
        }

        using (response) return await ReadAsync(response, method, cancel);
    }

    private async Task<JsonDocument> ReadAsync(HttpResponseMessage response, HttpMethod method, CancellationToken cancel)
    {
        if (response.StatusCode is HttpStatusCode.NoContent) return JsonDocument.Parse("{}");
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        if (response.IsSuccessStatusCode) return JsonDocument.Parse(body);
        var status = (int)response.StatusCode;
        var certain = status < 500 || method == HttpMethod.Get;
        var code = $"{status}/{ErrorCode(body)}";
        // By its own id the network's support finds a request; the address holds numbers and stays out.
        if (response.Headers.TryGetValues("Twilio-Request-Id", out var ids)) log.LogInformation("The telephone network refused a {Method}: {Code}, its request {RequestId}", method.Method, code, ids.First());
        throw new TelephonyException(code, certain, response.Headers.RetryAfter?.Delta);
    }

    private static string ErrorCode(byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return error.RootElement.TryGetProperty("code", out var code) ? code.ToString() : "none";
        }
        catch (JsonException)
        {
            return "unreadable";
        }
    }

    private static LegStatus Leg(JsonElement call) => new(
        call.GetProperty("sid").GetString()!,
        call.GetProperty("status").GetString()!,
        call.TryGetProperty("answered_by", out var by) ? by.GetString() : null,
        call.TryGetProperty("duration", out var duration) && int.TryParse(duration.GetString(), CultureInfo.InvariantCulture, out var seconds) ? seconds : null);

    private static ConferenceParticipant Participant(JsonElement participant) => new(
        participant.GetProperty("call_sid").GetString()!,
        participant.TryGetProperty("label", out var label) ? label.GetString() : null,
        participant.TryGetProperty("hold", out var hold) && hold.ValueKind is JsonValueKind.True);

    private static DateTimeOffset Created(JsonElement resource) =>
        DateTimeOffset.TryParse(resource.GetProperty("date_created").GetString(), CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.MaxValue;
}
