using System.Net;
using System.Xml.Linq;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>A paged person's telephone: it follows the instructions it is given, as the network would.</summary>
internal sealed class TestPhone(EscalationHost host, Rung call)
{
    private string? _action, _afterwards;

    /// <summary>Everything it has heard so far.</summary>
    public List<string> Heard { get; } = [];

    public string LastHeard => Heard[^1];

    public bool HungUp { get; private set; }

    /// <summary>The conference it is in.</summary>
    public string? Conference { get; private set; }

    /// <summary>What it is called there.</summary>
    public string? Label { get; private set; }

    /// <summary>It leaves, or the conference ends.</summary>
    public Task LeavesConferenceAsync()
    {
        var action = new Uri(_afterwards ?? throw new InvalidOperationException("It is in no conference."));
        Conference = null;
        return AskAsync(action.AbsolutePath["/twilio/".Length..], action.Query.TrimStart('?'));
    }

    public Rung Call => call;

    /// <param name="by">What the network thinks picked up.</param>
    public Task PicksUpAsync(string by = "human") => AskAsync(call.Answer.Route, Query(call.Answer), ("AnsweredBy", by));

    /// <summary>Keys, sent where the last question wanted them.</summary>
    public Task PressesAsync(string digits)
    {
        var action = new Uri(_action ?? throw new InvalidOperationException("Nothing was asked."));
        return AskAsync(action.AbsolutePath["/twilio/".Length..], action.Query.TrimStart('?'), ("Digits", digits));
    }

    /// <summary>Nobody presses anything: the network goes on to the instruction after the question.</summary>
    public Task StaysSilentAsync()
    {
        var action = new Uri(_action ?? throw new InvalidOperationException("Nothing was asked."));
        return AskAsync(action.AbsolutePath["/twilio/".Length..], action.Query.TrimStart('?'));
    }

    public async Task EndsAsync(string status, string? answeredBy = null)
    {
        List<(string, string)> form = [.. Leg(), ("CallStatus", status)];
        if (answeredBy is not null) form.Add(("AnsweredBy", answeredBy));
        var (code, _) = await host.WebhookAsync(call.Events.Route, Query(call.Events), [.. form]);
        Assert.Equal(HttpStatusCode.NoContent, code);
    }

    private async Task AskAsync(string route, string query, params (string, string)[] more)
    {
        var (code, body) = await host.WebhookAsync(route, query, [.. Leg(), .. more]);
        Assert.Equal(HttpStatusCode.OK, code);
        var response = XDocument.Parse(body).Root!;
        _action = response.Descendants("Gather").FirstOrDefault()?.Attribute("action")?.Value;
        (Conference, _afterwards) = (response.Descendants("Conference").FirstOrDefault()?.Value, response.Elements("Dial").FirstOrDefault()?.Attribute("action")?.Value);
        Label = response.Descendants("Conference").FirstOrDefault()?.Attribute("participantLabel")?.Value;
        Heard.Add(string.Join(' ', response.Descendants("Say").Select(s => s.Value)));
        host.Spoken.Enqueue(LastHeard);
        if (route == "page/answer") Assert.DoesNotContain("triage", LastHeard, StringComparison.OrdinalIgnoreCase);
        if (_action is null && response.Elements("Redirect").FirstOrDefault()?.Value is { } redirect)
        {
            var next = new Uri(redirect);
            await AskAsync(next.AbsolutePath["/twilio/".Length..], next.Query.TrimStart('?'));
        }

        HungUp = _action is null && response.Elements("Hangup").Any();
    }

    private (string, string)[] Leg() => [("CallSid", call.Sid), ("From", call.From), ("To", call.To)];

    private static string Query(VoiceLink link) => string.Join('&', link.Own.Select(o => $"{o.Name}={o.Value}"));
}
