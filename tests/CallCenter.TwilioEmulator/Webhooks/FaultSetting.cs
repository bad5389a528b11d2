namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>What may go wrong and how likely it is, everywhere; and what goes wrong at one place only.</summary>
internal sealed record FaultSetting
{
    public static readonly IReadOnlySet<string> Names = new HashSet<string>
    {
        "duplicate", "duplicateTogether", "duplicateLate", "delay", "drop", "reorder",
        "askTwice", "askTogether", "askLate",
        "rest5xx", "rest429", "restTimeout", "restLostAnswer", "rest502", "rest503", "restCutBody", "restSilence",
    };

    public int? Seed { get; init; }

    public double Duplicate { get; init; }

    public double DuplicateTogether { get; init; }

    public double DuplicateLate { get; init; }

    public double Delay { get; init; }

    public double DelaySeconds { get; init; } = 30;

    public double Drop { get; init; }

    public double Reorder { get; init; }

    public double AskTwice { get; init; }

    public double AskTogether { get; init; }

    public double AskLate { get; init; }

    public double RecordingSeconds { get; init; } = 1;

    public double Rest5xx { get; init; }

    public double Rest429 { get; init; }

    public double RestTimeout { get; init; }

    public double RestLostAnswer { get; init; }

    public double Rest502 { get; init; }

    public double Rest503 { get; init; }

    public double RestCutBody { get; init; }

    public double RestSilence { get; init; }

    /// <summary>Looked at before the probabilities, in this order.</summary>
    public IReadOnlyList<Aim> Aimed { get; init; } = [];
}
