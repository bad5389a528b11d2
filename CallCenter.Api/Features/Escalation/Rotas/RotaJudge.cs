using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>May this change be? The verifier's checks are run on the rota with and without it; what would newly be wrong is refused, or needs an explicit yes.</summary>
internal static class RotaJudge
{
    private const int LongestDays = 62, FurthestDays = 366;

    /// <summary>The times of a change, or why they cannot be.</summary>
    public static Outcome<RotaTimes> Times(EscalationFile file, string? from, string? to, DateTimeOffset now)
    {
        if (RotaMoment.Read(from) is not { } begins || RotaMoment.Read(to) is not { } ends) return RotaRefusals.WrongTimes;
        var (start, end) = RotaMoment.Between(file.Zone, begins, ends);
        var at = Instant.FromDateTimeOffset(now);
        return begins < ends && start < end && end > at && end - start <= Duration.FromDays(LongestDays) && start < at + Duration.FromDays(FurthestDays)
            ? new RotaTimes(RotaMoment.Write(begins), RotaMoment.Write(ends), start.ToDateTimeOffset(), end.ToDateTimeOffset())
            : RotaRefusals.WrongTimes;
    }

    /// <summary>People who may be on call: whoever can take responsibility.</summary>
    public static bool MayBeOnCall(Contact? contact) => EscalationViews.CanTake(contact);

    /// <summary>The file with these changes too.</summary>
    public static EscalationFile With(EscalationFile file, IEnumerable<RotaChange> changes) => new LiveChanges([.. changes.Select(LiveRotas.Written)], [], []).Over(file);

    public static EscalationFile Without(EscalationFile file, IEnumerable<RotaChange> changes)
    {
        var gone = changes.Select(c => LiveRotas.SourceOf(c.Id)).ToHashSet();
        return file with { Schedules = [.. file.Schedules.Select(s => s with { Overrides = [.. s.Overrides.Where(o => !gone.Contains(o.Id))] })] };
    }

    /// <param name="accept">Whoever asks says yes to what is found.</param>
    /// <param name="decides">May say yes to a gap.</param>
    public static RotaJudgement Judge(EscalationFile before, EscalationFile after, IReadOnlyCollection<RotaChange> changes, DateTimeOffset now, bool accept, bool decides)
    {
        var (from, until) = (Instant.FromDateTimeOffset(changes.Min(c => c.StartsAt)), Instant.FromDateTimeOffset(changes.Max(c => c.EndsAt)));
        var review = RotaReview.Of(before, after, Instant.FromDateTimeOffset(now), from, until);
        if (review.ChangesNobody) return new(RotaRefusals.ChangesNobody, null);
        if (review.Gaps.Count > 0 && !(accept && decides)) return new(RotaRefusals.Gap(review, after, decides), null);
        // Nobody's yes makes a person reachable.
        if (review.Errors.Where(e => e.Code == "C06").ToList() is { Count: > 0 } unreachable) return new(RotaRefusals.Found(unreachable, mayAccept: false), null);
        if (review.Errors.Count > 0 && !accept) return new(RotaRefusals.Found(review.Errors, mayAccept: true), null);
        return new(null, review.Clean ? null : Codes(review));
    }

    private static string Codes(RotaReview review) =>
        string.Join(' ', review.Errors.Select(e => e.Code).Concat(review.Gaps.Count > 0 ? ["C01"] : []).Distinct().Order(StringComparer.Ordinal));
}

/// <summary>From when to when, on the practice's clock and as instants.</summary>
internal sealed record RotaTimes(string From, string To, DateTimeOffset Start, DateTimeOffset End);

/// <param name="Accepted">Codes of what was found and accepted; null when nothing was.</param>
internal sealed record RotaJudgement(Refusal? Refusal, string? Accepted);
