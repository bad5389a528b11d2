using CallCenter.Api.Platform.Telephony;
using CallCenter.Api.Platform.Telephony.Twilio;

namespace CallCenter.Api.Platform;

/// <summary>The network's account for a command: the host's own configuration and client, without the host.</summary>
public static class AccountAsConfigured
{
    public static void AddNetworkAccount(this WebApplicationBuilder builder, TimeProvider clock)
    {
        builder.UseDevelopmentDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.AddTwilio();
        builder.Services.AddSingleton<INetworkAccount, NetworkAccount>();
    }
}
