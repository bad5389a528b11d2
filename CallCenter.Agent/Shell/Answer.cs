using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>What came of a question to the server: a value, a refusal with its reason, or silence.</summary>
public sealed record Answer<T>(T? Value, Problem? Refusal, bool Reached) where T : class
{
    public bool Ok => Reached && Refusal is null;

    /// <summary>Asking the same again would bring the same: done, or refused for what was asked and not for how the server was.</summary>
    public bool IsFinal => Reached && Refusal?.Status is not (429 or >= 500);

    /// <summary>A sentence for the nurse: what happened and what to do. Empty when all is well.</summary>
    public string Words => this switch
    {
        { Reached: false } => "The server cannot be reached. It is asked again by itself; nothing typed here is lost.",
        { Refusal: { } refusal } => refusal.Detail ?? refusal.Title ?? $"The server refused ({refusal.Code ?? refusal.Status?.ToString(null, null)}).",
        _ => "",
    };
}

/// <summary>An answer that carries nothing but the fact that it was done.</summary>
public sealed record Done
{
    public static readonly Done It = new();
}
