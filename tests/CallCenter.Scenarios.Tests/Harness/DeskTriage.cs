using System.Text.Json;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>The triage of a nurse without a browser: the shared engine says what is asked next, the server has the last word.</summary>
internal sealed class DeskTriage(DeskNurse nurse)
{
    private static readonly Actor Her = new("nurse", "nurse");
    private TriagePackage _package = null!;
    private Guid _session;
    private IReadOnlyList<TriageEvent> _log = [];

    private TriageView View => TriageEngine.Evaluate(_package, _log);

    public string Disposition => View.FinalDisposition.Code;

    public async Task OpenAsync()
    {
        Take(await nurse.Server.CommandAsync(HttpMethod.Post, $"api/calls/{nurse.CallId}/triage", null), out var digest);
        _package = TriagePackageJson.Read(await nurse.Server.ReadAsync($"api/triage/packages/{digest}"));
    }

    /// <summary>No to everything, except the questions named.</summary>
    public async Task AnswerAsync(string protocol, params string[] present)
    {
        await NoToTheRestAsync([]);
        foreach (var fact in View.FactsToAsk.Select(f => f.Fact).ToList())
            await SendAsync((id, at) => new FactSet(id, at, Her, new FactReading(fact, _package.FindFact(fact)!.Type is FactType.Flag ? FactValue.Of(false) : null, AnswerSource.Asked)));
        await SendAsync((id, at) => new ProtocolAdded(id, at, Her, protocol));
        await NoToTheRestAsync(present);
    }

    public async Task ConfirmAsync(string code)
    {
        Assert.Equal(code, Disposition);
        await SendAsync((id, at) => new DispositionConfirmed(id, at, Her, code));
    }

    public async Task TellAsync()
    {
        foreach (var line in View.Advice.Where(a => !a.IsRead).ToList())
            await SendAsync((id, at) => new AdviceRead(id, at, Her, line.ProtocolId, line.Kind, [line.Line]));
        await SendAsync((id, at) => new DispositionTold(id, at, Her, Disposition));
        await SendAsync((id, at) => new TeachBack(id, at, Her, true));
        await SendAsync((id, at) => new CallerIntention(id, at, Her, Intention.WillFollow));
        foreach (var action in View.Actions.Where(a => !a.IsDone).Select(a => a.Action).Distinct().ToList())
            await SendAsync((id, at) => new ActionDone(id, at, Her, action));
    }

    public async Task<string> SignAsync(string words)
    {
        Assert.Empty(View.MissingForSigning.Select(m => m.Text));
        var signed = await nurse.Server.CommandAsync(HttpMethod.Post, $"api/triage/{_session}/sign", new { freeText = words });
        return signed.GetProperty("signedNote").GetString()!;
    }

    private async Task NoToTheRestAsync(string[] present)
    {
        while (View.NextQuestion is { } next)
            await SendAsync((id, at) => new Answered(id, at, Her, next.ProtocolId, next.QuestionId,
                present.Contains(next.QuestionId) ? Answer.Present : Answer.Absent, AnswerSource.Asked));
    }

    private async Task SendAsync(Func<Guid, DateTimeOffset, TriageEvent> happened)
    {
        var result = await nurse.Server.CommandAsync(HttpMethod.Post, $"api/triage/{_session}/events",
            new { eventsJson = TriageEventJson.WriteLog([happened(Guid.NewGuid(), NurseLine.Night)]) });
        Assert.True(result.GetProperty("refused").GetArrayLength() == 0, result.ToString());
        Take(result.GetProperty("session"), out _);
    }

    private void Take(JsonElement session, out string digest)
    {
        (_session, digest) = (session.GetProperty("sessionId").GetGuid(), session.GetProperty("packageDigest").GetString()!);
        _log = TriageEventJson.ReadLog(session.GetProperty("eventsJson").GetString()!);
    }
}
