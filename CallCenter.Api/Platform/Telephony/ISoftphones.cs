using CallCenter.Agent.Wire;

namespace CallCenter.Api.Platform.Telephony;

/// <summary>What a nurse's browser needs to be a telephone.</summary>
public interface ISoftphones
{
    /// <param name="identity">Letters, digits and underscores only; never a name.</param>
    SoftphoneToken TokenFor(string identity, DateTimeOffset now);

    /// <summary>The servers her browser must be allowed to reach.</summary>
    SoftphoneOrigins Origins { get; }
}

/// <summary>Sources for a content security policy, each a space-separated list (may be empty).</summary>
public sealed record SoftphoneOrigins(string Scripts, string Connections, string Media);
