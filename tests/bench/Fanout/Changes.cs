using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CallCenter.Bench.Fanout;

/// <summary>Changes of the queue as the telephone network makes them: a caller answers the last question, or hangs up. One signed webhook each.</summary>
internal sealed partial class Changes(HttpClient product, string publicBase, string token)
{
    private readonly Queue<(string Sid, string Action, string CallId)> _atTheLastQuestion = new();
    private readonly Queue<(string Sid, string CallId)> _waiting = new();
    private int _calls;
    private bool _leaves;

    public async Task PrepareAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            var sid = $"CA{Environment.ProcessId:x8}{++_calls:x24}";
            var text = await SendAsync("/twilio/voice/inbound", sid, ("CallStatus", "ringing"));
            foreach (var digits in new[] { "1", "*" }) text = await SendAsync(ActionOf(text), sid, ("CallStatus", "in-progress"), ("Digits", digits));
            var action = ActionOf(text);
            _atTheLastQuestion.Enqueue((sid, action, Guid.ParseExact(Id().Match(action).Groups[1].Value, "N").ToString()));
        }
    }

    /// <summary>The next change: whose call came or went.</summary>
    public async Task<(string Call, bool Leaves)> NextAsync()
    {
        _leaves = !_leaves && _waiting.Count > 5;
        if (_leaves)
        {
            var (gone, id) = _waiting.Dequeue();
            await SendAsync("/twilio/voice/status", gone, ("CallStatus", "completed"));
            return (id, true);
        }

        var (sid, action, callId) = _atTheLastQuestion.Dequeue();
        await SendAsync(action, sid, ("CallStatus", "in-progress"), ("Digits", "2"));
        _waiting.Enqueue((sid, callId));
        return (callId, false);
    }

    private async Task<string> SendAsync(string path, string sid, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] form = [("CallSid", sid), ("AccountSid", "AC00000000000000000000000000000001"), ("From", "+14155550111"), ("To", "+15125550101"), ("Direction", "inbound"), .. more];
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        var signed = publicBase + path + string.Concat(form.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + f.Value));
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed))));
        using var answer = await product.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static string ActionOf(string twiml) => new Uri(System.Net.WebUtility.HtmlDecode(Gather().Match(twiml).Groups[1].Value)).PathAndQuery;

    [GeneratedRegex("<Gather[^>]* action=\"([^\"#]*)")]
    private static partial Regex Gather();

    [GeneratedRegex("[?&]id=([0-9a-f]{32})")]
    private static partial Regex Id();
}
