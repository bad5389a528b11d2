namespace CallCenter.TwilioEmulator.Phones;

/// <summary>What a person's phone does when it is called.</summary>
internal enum PhoneBehaviour
{
    /// <summary>Rings until somebody answers or declines it by hand.</summary>
    Ring,
    Human,
    Machine,
    Busy,
    NoAnswer,
    Reject,
    /// <summary>No such number: the network cannot route to it.</summary>
    Failed,
}
