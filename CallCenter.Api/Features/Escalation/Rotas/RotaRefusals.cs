using CallCenter.Api.Platform.Http;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Rotas;

internal static class RotaRefusals
{
    public static readonly Refusal NoRota = Refusal.NotFound("rota-unknown", "There is no on-call rota of such a practice among yours.");
    public static readonly Refusal NoSchedule = Refusal.NotFound("rota-schedule-unknown", "The practice's file has no such schedule. Load the page again: the file may have changed.");
    public static readonly Refusal NoPerson = Refusal.Invalid("rota-person-unknown", "Choose people of the practice's file who can take responsibility: a clinician, or the supervisor.");
    public static readonly Refusal SamePerson = Refusal.Invalid("rota-same-person", "The two people are the same. Choose another for one of them.");
    public static readonly Refusal WrongTimes = Refusal.Invalid("rota-times", "Give the beginning and the end on the practice's clock, the end later than the beginning and not yet past, at most 62 days long and within a year.");
    public static readonly Refusal ReasonNeeded = Refusal.Invalid("reason-needed", "Say why: the reason stands in the history of the rota.");
    public static readonly Refusal NobodyNamed = Refusal.Invalid("rota-nobody-named", "Name who comes off, who goes on, or both.");
    public static readonly Refusal ArrangersOnly = Refusal.Forbidden("rota-nurse-only", "A nurse or a supervisor changes the rota. Ask one of them.");
    public static readonly Refusal SupervisorOnly = Refusal.Forbidden("supervisor-only", "Only a supervisor or the practice's manager decides that. Ask one of them, or let the person herself agree by her link.");
    public static readonly Refusal ChangesNobody = Refusal.Conflict("rota-changes-nobody", "That changes nobody: the person who should come off is not on call then, or the other already is. Load the page again and look at the calendar.");
    public static readonly Refusal NoDeal = Refusal.NotFound("rota-change-unknown", "There is no such change in this practice.");
    public static readonly Refusal NotOffered = Refusal.Conflict("rota-not-offered", "That swap no longer waits for an answer: it was answered, withdrawn, or its first turn has begun.");
    public static readonly Refusal OtherwiseNow = Refusal.Conflict("rota-otherwise-now", "The rota has changed since this was offered, and something now speaks against it. Call the nurse line.");
    public static readonly Refusal NotInForce = Refusal.Conflict("rota-not-in-force", "That change is not in force, or is already over. There is nothing to withdraw.");
    public static readonly Refusal CannotAsk = Refusal.Conflict("rota-cannot-ask", "The other person has no telephone for texts and no e-mail address that we may use. Ring her, and let a supervisor record what she said.");
    public static readonly Refusal FeedOfOne = Refusal.Invalid("rota-feed-of-one", "Choose a schedule or a person, not both.");
    public static readonly Refusal NoFeed = Refusal.NotFound("rota-feed-unknown", "There is no such calendar address in this practice, or it is revoked already.");
    public static readonly Refusal NoImport = Refusal.NotFound("rota-import-unknown", "The practice's file has no such layer with 'import'.");
    public static readonly Refusal SourceRefused = Refusal.Invalid("rota-source-refused", "A calendar is fetched only by https from a host that the operator allows (Rotas:ImportHosts). Ask the operator, or upload the file by hand.");

    public static Refusal Unreadable(IReadOnlyList<string> problems) => Refusal.Invalid("rota-import-unreadable",
        $"Nothing was changed. {string.Join(' ', problems.Take(5))}{(problems.Count > 5 ? $" And {problems.Count - 5} more." : "")}");

    public static Refusal Gap(RotaReview review, EscalationFile file, bool mayAccept)
    {
        var first = review.Gaps[0];
        var times = review.Gaps.Count == 1 ? "" : $" ({review.Gaps.Count} such times)";
        return Refusal.Conflict("rota-gap", $"Too few would be on call in '{first.Schedule}' from {RotaMoment.Words(first.Time.Start, first.Time.End, file.Zone)}{times}. "
            + (mayAccept ? "Name somebody for it; or confirm that it stays empty, and the reason says why." : "Name somebody for it. Only a supervisor can leave it empty."));
    }

    public static Refusal Found(IReadOnlyList<Finding> errors, bool mayAccept) => Refusal.Conflict("rota-findings",
        $"{string.Join(' ', errors.Take(2).Select(e => $"{e.Code}: {e.What}"))} {(mayAccept ? "Choose another person, or confirm it with your reason." : "Choose another person.")}");
}
