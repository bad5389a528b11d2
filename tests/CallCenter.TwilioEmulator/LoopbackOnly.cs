using System.Net;

namespace CallCenter.TwilioEmulator;

/// <summary>A stand-in must never be taken for the real thing: not in production, not reachable from outside.</summary>
internal static class LoopbackOnly
{
    public static void Check(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction())
        {
            throw new RefusedToStart("The Twilio emulator does not run in Production.");
        }

        foreach (var url in (builder.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsLoopback(BindingAddress.Parse(url).Host))
            {
                throw new RefusedToStart("The Twilio emulator listens on loopback only.");
            }
        }

        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            throw new RefusedToStart("The Twilio emulator takes its address from --urls only.");
        }
    }

    /// <summary>An environment nobody named is Development here; ASP.NET would call it Production.</summary>
    public static string EnvironmentOf(string[] args) => new ConfigurationBuilder()
        .AddEnvironmentVariables("DOTNET_")
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddCommandLine(args)
        .Build()["environment"] ?? Environments.Development;

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
