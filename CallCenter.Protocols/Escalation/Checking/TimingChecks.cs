using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C07, C08, C23: whether the waits fit each other and the clinical clock.</summary>
internal static class TimingChecks
{
    /// <summary>What an engine may be late at each step without breaking the promise.</summary>
    private static readonly Duration Tolerance = Duration.FromSeconds(10);
    /// <summary>Share of the clinical deadline that must be left for the last resort to find somebody.</summary>
    private const double Margin = 0.2;
    /// <summary>More than this in an hour and a person stops looking.</summary>
    private const int MostPagesPerHour = 20;

    public static IEnumerable<Finding> TooLateForTheDeadline(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols.Where(p => p.AnswerRequired))
        {
            var worst = Walk(c.Plan(protocol)).Select(w => w.Ends).LastOrDefault();
            var latest = protocol.NotLaterThan * (1 - Margin);
            if (worst > latest)
                yield return c.Error("C07", protocol.At,
                    $"'{protocol.Id}' can take {Minutes(worst)} to reach its last resort; its deadline of {Minutes(protocol.NotLaterThan)} allows {Minutes(latest)}.",
                    "Shorten the waits, or leave a step or a repeat out.");
        }
    }

    /// <summary>The longest way through the steps: everybody is on call and nobody answers.</summary>
    private static IEnumerable<(PlannedStep Step, Duration Begins, Duration Ends)> Walk(EscalationPlan plan)
    {
        var clock = Duration.Zero;
        for (var i = 0; i < plan.Steps.Count;)
        {
            var step = plan.Steps[i];
            if (step.OnlyBefore is { } limit && clock >= limit)
            {
                i = step.SkipTo;
                continue;
            }
            var begins = clock;
            clock += Duration.Max(step.Page.AckWithin, step.Page.AttemptEvery * (step.Page.AttemptCount - 1)) + Tolerance;
            yield return (step, begins, clock);
            i++;
        }
    }

    public static IEnumerable<Finding> TooShortToAnswer(CheckContext c)
    {
        foreach (var step in c.File.Protocols.SelectMany(p => p.Steps.OfType<PageStep>()))
        {
            var ringing = Pages.Ring * step.Notify.Select(n => InARow(c, n)).DefaultIfEmpty(1).Max();
            if (step.AckWithin < step.AttemptEvery * (step.AttemptCount - 1) + Duration.Min(ringing, Pages.Ring))
                yield return c.Error("C08", step.At, $"Step '{step.Id}' is over before its last attempt can be answered.", "Raise 'ack_within', or ask less often.");
            else if (step.AckWithin < ringing || (step.AttemptCount > 1 && step.AttemptEvery < ringing))
                yield return c.Error("C08", step.At, $"Step '{step.Id}' rings its destinations one after the other for {ringing.TotalSeconds:0} s, longer than it waits.", "Raise 'ack_within' and 'every', or use 'mode: parallel'.");
        }
    }

    private static int InARow(CheckContext c, Notify target) => target.Mode switch
    {
        NotifyMode.Parallel => 1,
        NotifyMode.Serial => Math.Max(1, c.Possible(target.Kind, target.Target).Select(p => p.Reach(target.Via).Count()).DefaultIfEmpty(1).Max()),
    };

    // The last resort is left out: that it goes on and on is its purpose.
    public static IEnumerable<Finding> TooManyPages(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols.Where(p => p.AnswerRequired))
        {
            var walk = Walk(c.Plan(protocol)).ToList();
            foreach (var at in c.Changes(CheckContext.Targets(protocol)))
            {
                var worst = walk.SelectMany(w => PagesOf(c, w.Step.Page, w.Begins, at)).GroupBy(p => p.Person)
                    .Select(g => (Person: g.Key, Most: MostInAnHour([.. g.Select(p => p.After).Order()]))).OrderByDescending(x => x.Most).FirstOrDefault();
                if (worst.Most <= MostPagesPerHour)
                    continue;
                yield return c.Warning("C23", protocol.At, $"'{protocol.Id}' can send '{worst.Person}' {worst.Most} pages in one hour.", "Ask less often, or over fewer channels.");
                break;
            }
        }
    }

    private static IEnumerable<(string Person, Duration After)> PagesOf(CheckContext c, PageStep step, Duration begins, Instant at) =>
        from target in step.Notify
        from person in c.At(target, at)
        from destination in person.Reach(target.Via)
        from attempt in Enumerable.Range(0, step.AttemptCount)
        select (person.Id, begins + step.AttemptEvery * attempt);

    private static int MostInAnHour(List<Duration> pages) =>
        pages.Select((from, i) => pages.Skip(i).TakeWhile(p => p - from < Duration.FromHours(1)).Count()).DefaultIfEmpty(0).Max();

    private static string Minutes(Duration length) => $"{Math.Round(length.TotalMinutes, 1).ToString(System.Globalization.CultureInfo.InvariantCulture)} min";
}
