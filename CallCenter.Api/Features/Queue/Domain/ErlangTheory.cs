namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>
/// What queueing theory expects of a plan: Erlang C (nobody hangs up) and Erlang A (patience is exponential, Palm 1957). Both from the
/// steady state of the number of callers in the house, which a new caller finds as it is (arrivals at random see time averages).
/// </summary>
public static class ErlangTheory
{
    private const double Negligible = 1e-14;

    /// <summary>Null: more work arrives than the nurses can do and nobody hangs up; the queue grows without end.</summary>
    public static ServiceFigures? Of(DrillPlan plan) => plan.Patience is null ? WithoutHangingUp(plan) : WithHangingUp(plan);

    /// <summary>The fewest nurses with whom this share of callers is answered in the plan's time.</summary>
    public static int NursesFor(DrillPlan plan, double share)
    {
        var nurses = 1;
        while (!(Of(plan with { Nurses = nurses })?.Answered >= share)) nurses++;
        return nurses;
    }

    private static ServiceFigures? WithoutHangingUp(DrillPlan plan)
    {
        var (arrivals, service) = Rates(plan);
        var spare = plan.Nurses * service - arrivals;
        if (spare <= 0) return null;
        var blocked = Blocking(plan.Nurses, plan.Load);
        var busy = plan.Load / plan.Nurses;
        var waits = blocked / (1 - busy * (1 - blocked));
        return new ServiceFigures(waits, 1 - waits * Math.Exp(-spare * plan.Within.TotalSeconds), waits / spare, 0);
    }

    /// <summary>
    /// A caller who finds j in line before her is answered when j + 1 have left it: she gets there before she hangs up with probability
    /// cμ ÷ (cμ + (j+1)θ), and given that she does, e^(−θ·wait) has the beta distribution with parameters cμ/θ + 1 and j + 1.
    /// </summary>
    private static ServiceFigures WithHangingUp(DrillPlan plan)
    {
        var (arrivals, service) = Rates(plan);
        var impatience = 1 / plan.Patience!.Value.TotalSeconds;
        var all = plan.Nurses * service;
        var within = Math.Exp(-impatience * plan.Within.TotalSeconds);
        var full = Blocking(plan.Nurses, plan.Load);
        // Relative to the chance that all nurses are busy and nobody waits; brought to one at the end by everything there is.
        var (chance, total, waits, served, waited, inTime) = (full, 1 - full, 0.0, 0.0, 0.0, 0.0);
        var (stages, term, late) = (0.0, Math.Pow(within, all / impatience + 1), 0.0);
        for (var line = 0; line < 10_000_000; line++)
        {
            (stages, late) = (stages + 1 / (all + (line + 1) * impatience), late + term);
            var reached = chance * all / (all + (line + 1) * impatience);
            (waits, total, served, waited, inTime) = (waits + chance, total + chance, served + reached, waited + reached * stages, inTime + reached * Math.Max(0, 1 - late));
            if (chance < Negligible && line * impatience + all > arrivals) break;
            term *= (all / impatience + 1 + line) / (line + 1) * (1 - within);
            chance *= arrivals / (all + (line + 1) * impatience);
        }

        var atOnce = 1 - full;
        var answered = atOnce + served;
        return new ServiceFigures(waits / total, (atOnce + inTime) / total, waited / answered, 1 - answered / total);
    }

    /// <summary>Erlang B, by its recursion.</summary>
    private static double Blocking(int nurses, double load)
    {
        var blocked = 1.0;
        for (var n = 1; n <= nurses; n++) blocked = load * blocked / (n + load * blocked);
        return blocked;
    }

    /// <summary>Per second.</summary>
    private static (double Arrivals, double Service) Rates(DrillPlan plan) => (plan.CallsPerHour / 3600, 1 / plan.Handling.TotalSeconds);
}
