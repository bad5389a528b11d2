using System.Globalization;
using System.Net;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Twilio's recordings of a call's leg. A pause leaves silence in the file, so that its clock stays the call's.</summary>
public sealed class TwilioRecorder(TwilioClient twilio, IHttpClientFactory clients, TwilioOptions options, TwilioUrls urls) : ICallRecorder
{
    public async Task<string> StartAsync(string callSid, VoiceLink events, CancellationToken cancel)
    {
        using var started = await twilio.SendAsync(HttpMethod.Post, $"Calls/{callSid}/Recordings.json",
        [
            new("RecordingStatusCallback", urls.Callback(events)), new("RecordingStatusCallbackMethod", "POST"), new("RecordingStatusCallbackEvent", "completed"),
            new("RecordingStatusCallbackEvent", "absent"), new("RecordingChannels", "dual"), new("RecordingTrack", "both"), new("Trim", "do-not-trim"),
        ], cancel);
        return started.RootElement.GetProperty("sid").GetString()!;
    }

    public async Task<IReadOnlyList<NetworkRecording>> OfLegAsync(string callSid, CancellationToken cancel)
    {
        using var list = await twilio.SendAsync(HttpMethod.Get, $"Recordings.json?CallSid={callSid}&PageSize=50", null, cancel);
        return [.. list.RootElement.GetProperty("recordings").EnumerateArray().Select(r => new NetworkRecording(
            r.GetProperty("sid").GetString()!, r.GetProperty("status").GetString()!,
            int.TryParse(r.GetProperty("duration").GetString(), CultureInfo.InvariantCulture, out var seconds) ? seconds : null))];
    }

    public async Task ChangeAsync(string callSid, string recordingSid, string status, CancellationToken cancel)
    {
        List<KeyValuePair<string, string>> form = [new("Status", status)];
        if (status == "paused") form.Add(new("PauseBehavior", "silence"));
        using var _ = await twilio.SendAsync(HttpMethod.Post, $"Calls/{callSid}/Recordings/{recordingSid}.json", form, cancel);
    }

    public async Task<Stream?> SoundAsync(string recordingSid, CancellationToken cancel)
    {
        try
        {
            using var answer = await clients.CreateClient(TwilioClient.HttpName).GetAsync($"2010-04-01/Accounts/{options.AccountSid}/Recordings/{recordingSid}.wav", cancel);
            if (answer.StatusCode is HttpStatusCode.NotFound) return null;
            if (!answer.IsSuccessStatusCode) throw new TelephonyException($"{(int)answer.StatusCode}/media", certain: true);
            var sound = new MemoryStream();
            await answer.Content.CopyToAsync(sound, cancel);
            sound.Position = 0;
            return sound;
        }
        catch (HttpRequestException away)
        {
            throw new TelephonyException($"transport-{away.HttpRequestError}", certain: true, inner: away);
        }
        catch (TaskCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TelephonyException("timeout", certain: true, inner: late);
        }
    }
}
