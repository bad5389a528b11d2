using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Paging;

/// <summary>What comes back from a page: nobody, a machine, a no, a yes. Late and repeated news changes nothing.</summary>
internal sealed class PageDesk(EscalationDesk desk, NoteBook notes)
{
    public static async Task<Page?> FindAsync(UnitOfWork work, Guid? id, CancellationToken cancel) =>
        id is { } known ? await work.Set<Page>().FirstOrDefaultAsync(p => p.Id == known, cancel) : null;

    /// <summary>The network has it. A page that was meanwhile answered or called off keeps that.</summary>
    public static void Sent(UnitOfWork work, Page page, string? sid)
    {
        page.ProviderSid ??= sid;
        page.SentAt ??= work.Now;
        page.LinkSecret = null;
        if (page.State is PageState.Queued) (page.State, page.Result) = (PageState.Sent, null);
        page.Version++;
    }

    public async Task<EscalationReply> TakeAsync(UnitOfWork work, EscalationCase escalation, Page page, AckHow how, string evidence, CancellationToken cancel)
    {
        var plan = await desk.PlanAsync(work, escalation, cancel);
        (page.State, page.EndedAt, page.Version) = (PageState.Acknowledged, work.Now, page.Version + 1);
        return await desk.ApplyAsync(work, escalation, new EscalationTrigger.Ack(page.ContactId, how, page.Visit), new Deed(plan.NameOf(page.ContactId), evidence), cancel);
    }

    public async Task<EscalationReply> DeclineAsync(UnitOfWork work, EscalationCase escalation, Page page, string evidence, CancellationToken cancel)
    {
        var plan = await desk.PlanAsync(work, escalation, cancel);
        (page.State, page.EndedAt, page.Version) = (PageState.Declined, work.Now, page.Version + 1);
        return await desk.ApplyAsync(work, escalation, new EscalationTrigger.Declined(page.ContactId, "declined", page.Visit), new Deed(plan.NameOf(page.ContactId), evidence), cancel);
    }

    /// <summary>Nobody decided anything there. When that is so for every destination of the attempt, the next person is asked at once.</summary>
    /// <param name="state"><see cref="PageState.Unanswered"/> or <see cref="PageState.Failed"/>.</param>
    public async Task EndedAsync(UnitOfWork work, Page page, PageState state, string result, CancellationToken cancel)
    {
        if (page.IsOver || await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return;
        (page.State, page.Result, page.EndedAt, page.LinkSecret, page.Version) = (state, result, work.Now, null, page.Version + 1);
        var plan = await desk.PlanAsync(work, escalation, cancel);
        notes.Write(work, escalation, $"{NoteWords.Channel(page.Channel)} to {plan.NameOf(page.ContactId)}: {Came(state, result)} ({result}).",
            Deed.Telephone(Evidence(page)));
        if (page.Purpose is PagePurpose.Ask && await NothingLeftAsync(work, escalation, page, plan.Plan, cancel))
            await desk.ApplyAsync(work, escalation, new EscalationTrigger.AllFailed(page.Visit), Deed.Telephone($"visit={page.Visit}"), cancel);
    }

    private static string Came(PageState state, string result) => (state, result) switch
    {
        (PageState.Failed, _) => "could not be delivered",
        (_, "canceled") => "stopped ringing, nobody is needed any more",
        _ => "no answer",
    };

    public static string Evidence(Page page) =>
        $"page={page.Id:N}{(page.ProviderSid is { } sid ? $" {sid}" : "")}{(page.AnsweredBy is { } by ? $" answered-by={by}" : "")}";

    /// <summary>An unanswered telephone is asked again while the practice's protocol has attempts left; a dead destination is not waited for.</summary>
    private static async Task<bool> NothingLeftAsync(UnitOfWork work, EscalationCase escalation, Page page, EscalationPlan plan, CancellationToken cancel)
    {
        if (escalation.Phase is not EscalationPhase.Paging || page.Visit != escalation.Visit || page.Attempt != escalation.Attempt || escalation.StepIndex >= plan.Steps.Count) return false;
        await work.Set<Page>().Where(p => p.EscalationId == page.EscalationId && p.Visit == page.Visit && p.Attempt == page.Attempt).LoadAsync(cancel);
        var pages = work.Set<Page>().Local.Where(p => p.EscalationId == page.EscalationId && p.Purpose is PagePurpose.Ask && p.Visit == page.Visit && p.Attempt == page.Attempt
            && p.State is not PageState.Cancelled).ToList();
        var lastAttempt = escalation.Attempt >= plan.Steps[escalation.StepIndex].Page.AttemptCount;
        return pages.All(p => p.State is PageState.Failed or PageState.Declined || (p.State is PageState.Unanswered && lastAttempt));
    }
}
