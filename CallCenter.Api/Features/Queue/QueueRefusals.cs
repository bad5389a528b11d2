using CallCenter.Api.Platform.Http;

namespace CallCenter.Api.Features.Queue;

/// <summary>Every way a queue command can be refused.</summary>
public static class QueueRefusals
{
    public static readonly Refusal OfferUnknown = Refusal.NotFound("offer-unknown", "This offer is not yours, or it does not exist.");
    public static readonly Refusal OfferOver = Refusal.Conflict("offer-over", "The offer has ended. The call keeps its place and goes to the next nurse.");
    public static readonly Refusal PresenceNotYours = Refusal.Invalid("presence-not-yours-to-set", "Choose available, away or offline; the rest follows from calls.");
    public static readonly Refusal SupervisorsOnly = Refusal.Forbidden("supervisors-only", "This is for supervisors. Ask yours.");
    public static readonly Refusal AlarmUnknown = Refusal.NotFound("alarm-unknown", "There is no such alarm in your practices. Reload the page to see what is open.");
    public static readonly Refusal PresenceBusy = Refusal.Conflict("presence-busy", "You have a call. Finish it first; your presence follows from it.");
}
