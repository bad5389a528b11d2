namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>A fault at one kind of exchange instead of at all of them.</summary>
internal sealed record Aim
{
    /// <summary>By the name it has in the setting: drop, rest429 …</summary>
    public required string Fault { get; init; }

    /// <summary>What must be true of the exchange, see <see cref="Occasion.Is"/>. Empty: of every one.</summary>
    public string At { get; init; } = "";

    /// <summary>So many of them pass unharmed before.</summary>
    public int After { get; init; }

    /// <summary>Then so many are hit; null is all.</summary>
    public int? Times { get; init; }

    public double Chance { get; init; } = 1;

    /// <summary>For faults that are late.</summary>
    public double? Seconds { get; init; }

    /// <summary>How often it was met and how often it hit: a test whose fault never hit proved nothing.</summary>
    public int Met { get; set; }

    public int Hits { get; set; }

    /// <summary>Counts what it meets, and says whether this one is hit.</summary>
    public bool Takes(Occasion occasion, Random dice)
    {
        if (!occasion.Is(At) || ++Met <= After || Hits >= (Times ?? int.MaxValue) || dice.NextDouble() >= Chance)
        {
            return false;
        }

        Hits++;
        return true;
    }
}
