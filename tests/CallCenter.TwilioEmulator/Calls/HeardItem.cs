namespace CallCenter.TwilioEmulator.Calls;

/// <summary>One thing the person at this end heard. Kind: say, play, pause, dead-air, ring, music, voice, beep.</summary>
internal sealed record HeardItem(DateTimeOffset At, string Kind, string? Text, string? Language);
