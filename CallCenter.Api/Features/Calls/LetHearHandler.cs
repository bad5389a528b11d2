using System.Text.Json;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// Tells the network who hears a supervisor: what she wants when it is sent, not when it was asked, so a late or repeated one does no harm. What cannot be
/// done ends on the quiet side: she listens, or her line is ended.
/// </summary>
public sealed class LetHearHandler(Database database, ITelephony telephony, CallBook book) : IOutboxHandler
{
    private const int MostAttempts = 8;

    public string Kind => CallActions.LetHear;

    public OutboxAddressee Addressee => OutboxAddressee.LiveCall;

    public TimeSpan Lease => TimeSpan.FromSeconds(15);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<CallAction>(message.Payload, JsonSerializerOptions.Web)!.Party!.Value;
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule));
        if (await db.Set<Party>().FirstOrDefaultAsync(p => p.Id == id, cancel) is not { CallSid: { } sid } listener) return OutboxOutcome.Sent();
        var plan = listener.Plan;
        if (!listener.IsListening && plan is not PartyPlan.TakeOver) return OutboxOutcome.Sent();
        var nurse = plan is PartyPlan.Coach ? await NurseLegAsync(db, listener.CallId, cancel) : null;
        if (plan is PartyPlan.Coach && nurse is null) return OutboxOutcome.Sent((work, c) => WithAsync(work, id, (call, l) => book.CoachListensAsync(work, call, l, c), c));
        try
        {
            await telephony.LetHearAsync(listener.CallId, sid, muted: plan is PartyPlan.Listen, nurse, cancel);
            return OutboxOutcome.Sent((work, c) => WithAsync(work, id, (call, l) => { book.Heard(work, call, l, plan); return Task.CompletedTask; }, c));
        }
        catch (TelephonyException refused)
        {
            // Her leg or the conference is over: the callbacks and the reconciliation say what that means.
            if (refused.Certain && (refused.Code.StartsWith("404", StringComparison.Ordinal) || refused.Code is "conference-over")) return OutboxOutcome.Dead(refused.Code);
            if (plan is PartyPlan.Coach && refused.ForGood) return OutboxOutcome.Dead(refused.Code, (work, c) => WithAsync(work, id, (call, l) => book.CoachListensAsync(work, call, l, c), c));
            // Who has taken the call over must be heard: that is asked for until it is so.
            return !refused.ForGood && (message.Attempts < MostAttempts || plan is PartyPlan.TakeOver)
                ? OutboxOutcome.Retry(refused.Code, refused.Pause(message.Attempts, TimeSpan.FromSeconds(Math.Min(5, message.Attempts))))
                : OutboxOutcome.Dead(refused.Code, (work, c) => WithAsync(work, id, (call, l) => book.EndListenerAsync(work, call, l, "the network did not do what she asked", hangUp: true, c), c));
        }
    }

    /// <summary>The leg in the conference of the nurse who has the call now.</summary>
    private static async Task<string?> NurseLegAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel)
    {
        var nurse = await db.Set<Call>().Where(c => c.Id == callId).Select(c => c.NurseId).FirstOrDefaultAsync(cancel);
        return await db.Set<Leg>().Where(l => l.CallId == callId && l.Role == LegRole.Nurse && l.StaffId == nurse && l.InConference && l.EndedAt == null)
            .OrderByDescending(l => l.StartedAt).Select(l => l.CallSid).FirstOrDefaultAsync(cancel);
    }

    private static async Task WithAsync(UnitOfWork work, Guid id, Func<Call, Party, Task> deed, CancellationToken cancel)
    {
        if (work.Find<Party>(id) is { } listener && await CallBook.FindAsync(work, listener.CallId, cancel) is { } call) await deed(call, listener);
    }
}
