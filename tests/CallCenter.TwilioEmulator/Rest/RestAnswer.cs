namespace CallCenter.TwilioEmulator.Rest;

internal sealed record RestAnswer(int Status, object? Body)
{
    public static RestAnswer Ok(object body) => new(200, body);

    public static RestAnswer Created(object body) => new(201, body);

    public static readonly RestAnswer Gone = new(204, null);
}
