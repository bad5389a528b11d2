namespace CallCenter.TwilioEmulator;

/// <summary>The configuration would make the emulator something it must not be.</summary>
internal sealed class RefusedToStart(string why) : Exception(why);
