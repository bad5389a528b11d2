namespace CallCenter.TwilioEmulator.Calls;

/// <summary>What the leg is waiting for at this moment, for people and tests that look from outside.</summary>
internal sealed record Waiting(string Kind, IReadOnlyList<string> Input, string? Name = null)
{
    public static readonly Waiting Nothing = new("nothing", []);
}
