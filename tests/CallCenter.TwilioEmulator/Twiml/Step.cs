namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>What a verb says about what follows it.</summary>
internal abstract record Step
{
    public static readonly Step Next = new NextVerb();
    public static readonly Step HangUp = new EndCall();
    public static readonly Step Leave = new LeaveQueue();

    public static Step Goto(Destination destination) => new Continue(destination);

    internal sealed record NextVerb : Step;

    internal sealed record EndCall : Step;

    internal sealed record LeaveQueue : Step;

    internal sealed record Continue(Destination Destination) : Step;
}
