namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>A storm: so many calls within so long, so many nurses, so many deaths of the main process. The seed fixes everything but the moment of a death.</summary>
internal sealed record StormPlan(int Seed, int Calls, int Nurses, TimeSpan Length, int Kills)
{
    public static readonly TimeSpan Handling = TimeSpan.FromSeconds(25);

    /// <summary>The network on such a day. Each callback has one fate; a lost answer is one whose work was done.</summary>
    public object Faults => new { seed = Seed, duplicate = 0.2, delay = 0.1, delaySeconds = 6, reorder = 0.1, restLostAnswer = 0.05 };

    public override string ToString() => $"seed {Seed}: {Calls} calls in {Length.TotalMinutes:0.#} min, {Nurses} nurses, {Kills} kills";

    /// <summary>Who calls when, what she says, and when she has enough.</summary>
    public IReadOnlyList<StormCallPlan> Plan(IReadOnlyList<string> lines, IReadOnlyList<(string Line, string Number)> known)
    {
        var dice = new Random(Seed);
        return [.. Enumerable.Range(0, Calls).Select(i => One(i, dice, lines, known)).OrderBy(c => c.At)];
    }

    private StormCallPlan One(int i, Random dice, IReadOnlyList<string> lines, IReadOnlyList<(string Line, string Number)> known)
    {
        var (line, number) = dice.NextDouble() < 0.2 ? known[dice.Next(known.Count)] : (lines[dice.Next(lines.Count)], $"+1415555{1000 + i:0000}");
        var danger = dice.NextDouble() < 0.12;
        // A caller in danger who is lost is rung back: that is another story.
        TimeSpan? patience = !danger && dice.NextDouble() < 0.12 ? TimeSpan.FromSeconds(15 + dice.Next(70)) : null;
        return new(Length * dice.NextDouble(), line, number, dice.NextDouble() < 0.2, danger, patience);
    }
}

/// <param name="Patience">She hangs up so long after she dialled, whatever happens then.</param>
internal sealed record StormCallPlan(TimeSpan At, string Line, string Number, bool Spanish, bool Danger, TimeSpan? Patience);
