using System.Text.Json;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.World;

/// <summary>The server's side of one triage session: the same engine, with the last word.</summary>
public sealed class TriageBackend
{
    public static readonly Guid SessionId = Guid.Parse("0193aaaa-0000-7000-8000-0000000000e0");
    private static readonly Actor Server = new("server", "The server");
    private readonly TriagePackage _package = SmallPackage.Make();

    public TriageBackend(FakeServer server, Guid callId)
    {
        (CallId, Log) = (callId, [new Opened(Guid.NewGuid(), Lakeside.Now, Server, _package.Digest, [new FactReading("heart_failure", FactValue.Of(true), AnswerSource.Chart)])]);
        server.Answer($"POST api/calls/{callId}/triage", _ => View());
        server.Answer($"GET api/triage/{SessionId}", _ => View());
        server.Text($"GET api/triage/packages/{_package.Digest}", TriagePackageJson.Write(_package));
        server.Answer($"POST api/triage/{SessionId}/events", Take);
        server.Answer($"PUT api/triage/{SessionId}/draft", body => { Draft = Read<DraftRequest>(body).Text; return new { }; });
        server.Answer($"GET api/triage/{SessionId}/note", _ => new NotePreview("TELEPHONE TRIAGE NOTE\n" + Draft, []));
        server.Answer($"POST api/triage/{SessionId}/sign", body => Sign(Read<SignNoteRequest>(body)));
    }

    public Guid CallId { get; }
    public List<TriageEvent> Log { get; }
    public string Draft { get; private set; } = "";
    public string? Note { get; private set; }

    /// <summary>An event the server refuses whatever the console thinks, such as one of a protocol withdrawn a moment ago.</summary>
    public Func<TriageEvent, string?> Objection { get; set; } = _ => null;

    private TriageEventsResult Take(string body)
    {
        var refused = new List<TriageRefusal>();
        var accepted = 0;
        foreach (var one in TriageEventJson.ReadLog(Read<TriageEventsRequest>(body).EventsJson))
            if (Why(one) is { } why) refused.Add(new(one.Id, "refused", why));
            else { if (Log.All(e => e.Id != one.Id)) Log.Add(one); accepted++; }
        return new(accepted, refused, View());
    }

    private string? Why(TriageEvent one) =>
        Objection(one) ?? (TriageEngine.Decide(_package, Log, one) is Refused refused ? refused.Message : null);

    private TriageSessionView Sign(SignNoteRequest request)
    {
        Log.Add(new Signed(Guid.NewGuid(), Lakeside.Now, Server));
        Note = "TELEPHONE TRIAGE NOTE\n" + request.FreeText;
        return View();
    }

    public TriageSessionView View() => new(SessionId, CallId, Lakeside.TessId, _package.Digest, Log.Count, "assessing", TriageEventJson.WriteLog(Log), Draft, Note);

    private static T Read<T>(string body) => JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web)!;
}
