using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>The queue's decisions, as they show on the call. A call that is handed over stays its nurse's until the next one is in it.</summary>
public sealed class OfferListener(CallBook book) : IListenTo<OfferMade>, IListenTo<OfferTaken>, IListenTo<OfferLapsed>, IListenTo<HandOverFailed>, IListenTo<NobodyAnswers>, IListenTo<CallBackDue>
{
    public async Task HandleAsync(UnitOfWork work, OfferMade fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is not { } call) return;
        if (IsHeld(call)) book.Note(work, call, "offered", "Offered to another nurse.", "system");
        else book.Fire(work, call, CallTrigger.Offer, "offered", "Offered to a nurse.", "system");
    }

    public async Task HandleAsync(UnitOfWork work, OfferTaken fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is not { } call) return;
        if (IsHeld(call))
        {
            book.Note(work, call, "hand-over-accepted", "The next nurse accepted; her softphone joins.", fact.NurseId.ToString("D"));
            await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.HandOverTimer, work.Now + CallBook.JoinCheck, 0, cancel);
            return;
        }

        if (call.State is CallState.Voicemail)
        {
            await book.TakeMessageAsync(work, call, fact.NurseId, fact.OfferId, cancel);
            return;
        }

        (call.NurseId, call.OfferId) = (fact.NurseId, fact.OfferId);
        call.Version++;
        book.Note(work, call, "accepted", "The nurse accepted; her softphone joins.", fact.NurseId.ToString("D"));
        await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.NurseJoinTimer, work.Now + CallBook.NurseJoinLimit, 1, cancel);
    }

    public async Task HandleAsync(UnitOfWork work, OfferLapsed fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is not { } call) return;
        if (IsHeld(call)) book.Note(work, call, "offer-over", $"The next nurse did not take it ({fact.Outcome}).", "system");
        else book.Fire(work, call, CallTrigger.OfferEnds, "offer-over", $"The offer was not taken ({fact.Outcome}); the call keeps its place.", "system");
    }

    public async Task HandleAsync(UnitOfWork work, HandOverFailed fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is { } call) await book.HandOverEndsAsync(work, call, "back", fact.LastAsked, cancel);
    }

    public async Task HandleAsync(UnitOfWork work, NobodyAnswers fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is { } call) book.Note(work, call, "nobody-answers", "Nobody takes the call; the supervisors have been told.", "system");
    }

    public async Task HandleAsync(UnitOfWork work, CallBackDue fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is { } call) await book.RingBackAsync(work, call, cancel);
    }

    private static bool IsHeld(Call call) => call.State is CallState.Connected or CallState.OnHold;
}
