using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;

namespace CallCenter.Api.Features.Calls;

/// <summary>The parties of a call, as rows: finding them and sending for them.</summary>
internal static class Parties
{
    public const string Timer = "party";

    /// <summary>How long a telephone rings.</summary>
    public const int RingSeconds = 30;

    /// <summary>By then its status has come, or was lost.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(RingSeconds + 25);

    private static readonly Lookup<Party> OfCall = new(nameof(Party.CallId));
    private static readonly Lookup<Party> BySid = new(nameof(Party.CallSid));

    public static IReadOnlyList<Party> Of(UnitOfWork work, Guid callId) => [.. work.Where(OfCall, callId).OrderBy(p => p.Place)];

    public static Party? BySidOf(UnitOfWork work, string callSid) => work.Where(BySid, callSid) is [var party, ..] ? party : null;

    public static bool CareForCaller(UnitOfWork work, Guid callId) => Of(work, callId).Any(p => p.CaresForCaller);

    public static Party Add(UnitOfWork work, Call call, PartyRole role, PartyPlan plan, string name, string number, Guid askedBy)
    {
        var party = new Party
        {
            Id = Guid.CreateVersion7(work.Now), CallId = call.Id, PracticeId = call.PracticeId, Role = role, Plan = plan, Place = ++call.Parties,
            Name = name.Length <= 100 ? name : name[..100], Number = number, AskedBy = askedBy, AskedAt = work.Now,
        };
        call.Version++;
        work.Add(party);
        return party;
    }

    public static async Task RingAsync(UnitOfWork work, Call call, Party party, CancellationToken cancel)
    {
        (party.State, party.AskedAt, party.Version) = (PartyState.Ringing, work.Now, party.Version + 1);
        await SendAsync(work, call, CallActions.RingParty, $"ring-{party.Id:N}", new CallAction(call.Id, Party: party.Id), cancel);
        await work.SetTimerAsync(CallBook.TimerOwner, party.Id, Timer, work.Now + Lost, 0, cancel);
    }

    /// <summary>Ends her leg, or stops the ringing.</summary>
    public static Task HangUpAsync(UnitOfWork work, Call call, Party party, CancellationToken cancel) => party.CallSid is { } sid
        ? SendAsync(work, call, CallActions.ReleaseNurse, $"release-{sid}", new CallAction(call.Id, sid), cancel)
        : Task.CompletedTask;

    // A lane of their own: a slow dial must not keep the caller's own leg waiting.
    private static Task SendAsync(UnitOfWork work, Call call, string kind, string step, CallAction action, CancellationToken cancel) =>
        work.EnqueueAsync(OutboxMessage.New(kind, $"call/{call.Id:N}/{step}", JsonSerializer.Serialize(action, JsonSerializerOptions.Web), work.Now, $"call/{call.Id:N}/parties"), cancel);
}
