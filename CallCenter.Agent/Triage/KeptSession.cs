using System.Text.Json;
using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Agent.Triage;

/// <summary>What this browser keeps of a session, sealed: the server's last word, and what it has not heard yet.</summary>
/// <param name="UnsavedDraft">Words the server does not have yet; null when it has them all, so that an old page never overwrites newer words.</param>
public sealed record KeptSession(TriageSessionView Session, string PendingJson, string? UnsavedDraft)
{
    public IReadOnlyList<TriageEvent> Pending => TriageEventJson.ReadLog(PendingJson);

    public static string NameOf(Guid callId) => $"triage.{callId}";

    public Task SealAsync(Browser browser) => browser.SealAsync(NameOf(Session.CallId), JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    public static async Task<KeptSession?> UnsealAsync(Browser browser, Guid callId)
    {
        var text = await browser.UnsealAsync(NameOf(callId));
        return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<KeptSession>(text, JsonSerializerOptions.Web);
    }
}
