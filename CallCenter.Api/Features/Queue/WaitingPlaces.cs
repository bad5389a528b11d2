using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>
/// What a waiting caller may honestly be told. Her line is the one in front of the nurses who take calls for her practice: whoever else they serve stands
/// in it too, and the callers of other nurses do not.
/// </summary>
public sealed class WaitingPlaces(IStaff staff)
{
    /// <summary>How a hand-over's routing record begins; it served nobody who waited.</summary>
    public const string HandedOver = "handed over by";

    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <param name="waiting">In the order of service.</param>
    /// <returns>Null: a nurse is free and the rule passes this call over for the moment, so no number would be true.</returns>
    public async Task<QueuePlace?> OfAsync(UnitOfWork work, WaitingFacts call, IEnumerable<WaitingFacts> waiting, CancellationToken cancel)
    {
        var onDuty = Presence.OnDuty(work);
        var serves = await staff.PracticesServedAsync(work.Db, [.. onDuty.Select(p => p.StaffId)], cancel);
        var hers = onDuty.Where(p => serves[p.StaffId].Contains(call.PracticeId)).ToList();
        if (!call.Offered && hers.Exists(p => p.State is PresenceState.Available)) return null;
        var practices = hers.SelectMany(p => serves[p.StaffId]).Append(call.PracticeId).ToHashSet();
        var position = waiting.Where(c => practices.Contains(c.PracticeId)).TakeWhile(c => c.CallId != call.CallId).Count() + 1;
        return new QueuePlace(position, await ExpectedAsync(work, [.. hers.Select(p => p.StaffId)], position, cancel));
    }

    /// <summary>The place's share of the last hour's mean time between two services by these nurses; null when they served nobody.</summary>
    private static async Task<TimeSpan?> ExpectedAsync(UnitOfWork work, List<Guid> nurses, int position, CancellationToken cancel)
    {
        if (nurses.Count == 0) return null;
        var since = work.Now - Recent;
        var served = await work.Set<Offer>().CountAsync(
            o => nurses.Contains(o.NurseId) && o.EndedAt >= since && (o.State == OfferState.Accepted || o.State == OfferState.Done) && !o.Reasons.StartsWith(HandedOver), cancel);
        return served == 0 ? null : Recent / served * position;
    }
}
