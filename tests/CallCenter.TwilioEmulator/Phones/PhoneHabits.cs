namespace CallCenter.TwilioEmulator.Phones;

/// <summary>How a person's phone behaves: when it is called, to whoever listens for a machine, and when it is texted.</summary>
internal sealed record PhoneHabits
{
    public static readonly IReadOnlySet<string> Detected = new HashSet<string>
    {
        "human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown", "none",
    };

    public static readonly IReadOnlySet<string> TextEndings = new HashSet<string> { "delivered", "undelivered", "failed", "sent", "refused" };

    public PhoneBehaviour Behaviour { get; init; }

    /// <summary>What machine detection says, whatever is there; none: it says nothing at all. Null: what its behaviour is.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>How far a text comes; refused: the API takes none.</summary>
    public string Texts { get; init; } = "delivered";

    /// <summary>Why not further.</summary>
    public int? ErrorCode { get; init; }
}
