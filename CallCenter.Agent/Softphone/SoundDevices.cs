namespace CallCenter.Agent.Softphone;

/// <summary>A microphone, or an earpiece or speaker, of this computer.</summary>
/// <param name="Group">The same for everything that is one thing in the hand: a headset's microphone and its earpieces, and the browser's "default" that stands for it.</param>
public sealed record SoundDevice(string Id, string Label, string Group = "")
{
    /// <summary>Before the microphone is allowed a browser hides what there is: devices without names.</summary>
    public bool IsKnown => Id.Length > 0;
}

/// <summary>What this computer has now.</summary>
public sealed record SoundDevices(IReadOnlyList<SoundDevice> Inputs, IReadOnlyList<SoundDevice> Outputs)
{
    public static readonly SoundDevices None = new([], []);

    /// <summary>The device in use has gone. Others come and go without a word.</summary>
    /// <param name="chosen">Empty: whatever the browser takes.</param>
    public static bool Lost(IReadOnlyList<SoundDevice> before, IReadOnlyList<SoundDevice> now, string chosen) =>
        InUse(before, chosen) is { IsKnown: true } used && now.All(d => d.Id != used.Id);

    // Some browsers list "default" as a device of its own: what counts is the one behind it. The others take the first.
    private static SoundDevice? InUse(IReadOnlyList<SoundDevice> devices, string chosen)
    {
        if (devices.FirstOrDefault(d => d.Id == chosen && d.IsKnown) is { } own) return own;
        if (devices.FirstOrDefault(d => d.Id == "default") is not { } standIn) return devices.Count > 0 ? devices[0] : null;
        return devices.FirstOrDefault(d => d.Id is not ("default" or "communications") && d.Group == standIn.Group) ?? standIn;
    }
}
