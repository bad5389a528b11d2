using CallCenter.Api.Features.CareManagement.Contracts;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>A piece of a call's time, before it is an entry.</summary>
public sealed record ProposedTime(Activity Activity, Stretch Stretch, TimeState State, TimeReason Reason, string Why);

/// <summary>What of a call becomes a proposal: talk always, after-call work only as far as a signed note proves it.</summary>
public static class CallTimeRules
{
    public static readonly TimeSpan LongestAfterCallWork = TimeSpan.FromMinutes(10);

    public const string AwaitingLink = "Waiting for the nurse to link this call to the patient's conditions or care plan.";
    public const string NoPatient = "No patient has been identified for this call.";
    public const string NoNote = "No note was signed in this time.";
    public const string OtherPatient = "These seconds of this person already belong to another patient.";

    /// <param name="taken">Seconds of the same person that already belong to another patient: only one patient may have a second.</param>
    public static IReadOnlyList<ProposedTime> Propose(CallTime call, bool noteSigned, IReadOnlyList<Stretch> taken)
    {
        var talk = call.Talk.Select(t => new Stretch(t.Start, t.End)).Union();
        var pieces = new List<ProposedTime>();
        foreach (var stretch in talk) Add(Activity.CallLive, stretch, null);
        if (call.AfterCall is { } after)
        {
            var capped = new Stretch(after.Start, after.End).Within(null, after.Start + LongestAfterCallWork);
            foreach (var stretch in new[] { capped }.Except(talk)) Add(Activity.AfterCallWork, stretch, noteSigned ? null : TimeReason.NoNoteSigned);
        }

        return [.. pieces.OrderBy(p => p.Stretch.Start)];

        void Add(Activity activity, Stretch stretch, TimeReason? never)
        {
            var free = new[] { stretch }.Except(taken);
            pieces.AddRange(free.Select(s => never is null ? Open(activity, s, call.PatientId) : new ProposedTime(activity, s, TimeState.Excluded, never.Value, NoNote)));
            pieces.AddRange(new[] { stretch }.Except(free).Select(s => new ProposedTime(activity, s, TimeState.Excluded, TimeReason.OtherPatient, OtherPatient)));
        }
    }

    private static ProposedTime Open(Activity activity, Stretch stretch, Guid? patient) => patient is null
        ? new(activity, stretch, TimeState.Proposed, TimeReason.NoPatient, NoPatient)
        : new(activity, stretch, TimeState.Proposed, TimeReason.AwaitingLink, AwaitingLink);
}
