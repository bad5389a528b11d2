using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Api.Tests.Triage;

/// <summary>A nurse's part in a session, event by event over HTTP.</summary>
public sealed class TriageByHand(HttpClient nurse, Guid sessionId, TriagePackage package, TimeProvider clock)
{
    private static readonly Actor Anyone = new("", "");

    public static async Task<TriageByHand> OpenAsync(HttpClient nurse, Guid callId, TimeProvider clock)
    {
        using var answer = await nurse.PostAsJsonAsync($"api/calls/{callId}/triage", new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var session = (await answer.Content.ReadFromJsonAsync<TriageSessionView>())!;
        return new(nurse, session.SessionId, TriagePackageJson.Read(await nurse.GetStringAsync($"api/triage/packages/{session.PackageDigest}")), clock);
    }

    public Guid SessionId => sessionId;

    public string Digest => package.Digest;

    public async Task<IReadOnlyList<TriageEvent>> LogAsync() =>
        TriageEventJson.ReadLog((await nurse.GetFromJsonAsync<TriageSessionView>($"api/triage/{sessionId}"))!.EventsJson);

    public async Task<TriageView> ViewAsync() => TriageEngine.Evaluate(package, await LogAsync());

    public Task<TriageEventsResult> AnswersAsync(string protocol, string question, Answer answer) =>
        SendAsync(new Answered(Guid.NewGuid(), clock.GetUtcNow(), Anyone, protocol, question, answer, AnswerSource.Asked));

    public Task<TriageEventsResult> AddsAsync(string protocol) => SendAsync(new ProtocolAdded(Guid.NewGuid(), clock.GetUtcNow(), Anyone, protocol));

    public async Task<TriageEventsResult> SendAsync(params TriageEvent[] events)
    {
        using var answer = await nurse.PostAsJsonAsync($"api/triage/{sessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(events)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<TriageEventsResult>())!;
    }

    public async Task SignsAsync()
    {
        await UntilReadyAsync();
        using var answer = await nurse.PostAsJsonAsync($"api/triage/{sessionId}/sign", new SignNoteRequest(""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Does for the caller whatever is still missing, as a nurse would, until the note may be signed.</summary>
    public async Task UntilReadyAsync()
    {
        for (var turn = 0; turn < 60; turn++)
        {
            var view = await ViewAsync();
            if (view.MissingForSigning.Count == 0) return;
            Assert.Empty((await SendAsync(Next(view, view.MissingForSigning[0]))).Refused);
        }

        Assert.Fail("Sixty answers did not make the note ready.");
    }

    private TriageEvent Next(TriageView view, Missing missing)
    {
        var (id, now, by) = (Guid.NewGuid(), clock.GetUtcNow(), Anyone);
        return missing.Kind switch
        {
            MissingKind.Protocol => new ProtocolAdded(id, now, by, "chest-pain"),
            MissingKind.Question => new Answered(id, now, by, missing.ProtocolId!, missing.QuestionId!, Answer.Absent, AnswerSource.Asked),
            MissingKind.Fact => new FactSet(id, now, by, new FactReading(missing.Fact!, null, AnswerSource.Asked)),
            MissingKind.Confirm => new DispositionConfirmed(id, now, by, view.FinalDisposition.Code),
            MissingKind.Tell or MissingKind.TellAgain => new DispositionTold(id, now, by, view.FinalDisposition.Code),
            MissingKind.CallBackAdvice => Advice(view, id, now, by),
            MissingKind.TeachBack => new TeachBack(id, now, by, true),
            MissingKind.Intention => new CallerIntention(id, now, by, Intention.WillFollow),
            MissingKind.RisksExplained => new CallerIntention(id, now, by, Intention.WillNotFollow, null, true),
        };
    }

    private static AdviceRead Advice(TriageView view, Guid id, DateTimeOffset now, Actor by)
    {
        var unread = view.Advice.First(a => a is { Kind: AdviceKind.CallBack, IsRead: false });
        return new AdviceRead(id, now, by, unread.ProtocolId, unread.Kind, [.. view.Advice.Where(a => a.ProtocolId == unread.ProtocolId && a.Kind == unread.Kind).Select(a => a.Line)]);
    }
}
