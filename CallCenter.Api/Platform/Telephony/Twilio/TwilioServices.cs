using System.Net.Http.Headers;
using System.Text;
using CallCenter.Api.Platform.Observability;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>The one folder that speaks Twilio.</summary>
public static class TwilioServices
{
    public static void AddTwilio(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTwilioAnswering(builder);
        services.AddSingleton<AccessToken>();
        services.AddSingleton<ISoftphones, Softphones>();
        services.AddSingleton<TwilioWebhooks>();
        services.AddHttpClient(TwilioClient.HttpName, (s, http) =>
        {
            var options = s.GetRequiredService<TwilioOptions>();
            http.BaseAddress = options.ApiBaseUrl;
            http.Timeout = TimeSpan.FromSeconds(10);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}")));
        });
        services.AddSingleton<TwilioClient>();
        services.AddSingleton<AccountSettings>();
        services.AddSingleton<ITelephony>(s => s.GetRequiredService<TwilioClient>());
        services.AddSingleton<ICallRecorder, TwilioRecorder>();
        if (builder.Environment.IsDevelopment()) services.AddHostedService<DemoLineProvisioning>();
    }

    /// <summary>What the static answer needs too: options, signature, TwiML. No database.</summary>
    public static void AddTwilioAnswering(this IServiceCollection services, WebApplicationBuilder builder)
    {
        services.TryAddSingleton<Meters>();
        services.AddOptions<TwilioOptions>().BindConfiguration(TwilioOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Configure(o => Complete(o, builder))
            .Validate(o => !builder.Environment.IsProduction() || (o.ApiBaseUrl.Scheme == Uri.UriSchemeHttps && !o.ApiBaseUrl.IsLoopback),
                "Twilio:ApiBaseUrl must be https and not this machine: in production no stand-in takes the network's place.");
        services.AddSingleton(s => s.GetRequiredService<IOptions<TwilioOptions>>().Value);
        services.AddSingleton(s => new Http.PublicUrl(s.GetRequiredService<TwilioOptions>().PublicBaseUrl));
        services.AddSingleton<TwilioUrls>();
        services.AddSingleton<TwimlWriter>();
        services.AddSingleton<TwilioGate>();
        services.AddSingleton<StaticFallback>();
    }

    /// <summary>Nothing of a console stands in front of a webhook: no cookie, no session, no page's headers. Its signature lets it in.</summary>
    public static void MapTwilio(this WebApplication app)
    {
        app.MapPost("/twilio/voice/fallback", (HttpContext http, StaticFallback fallback) => fallback.AnswerAsync(http)).ShortCircuit();
        app.MapPost("/twilio/{**route}", (HttpContext http, string route, TwilioWebhooks hooks) => hooks.AnswerAsync(http, route))
            .WithMetadata(new RequestSizeLimitAttribute(TwilioForm.LargestBody)).ShortCircuit();
    }

    /// <summary>Root keys, demo credentials (Development only) and what follows from the listening URL.</summary>
    private static void Complete(TwilioOptions options, WebApplicationBuilder builder)
    {
        var given = builder.Configuration["PublicBaseUrl"];
        options.PublicBaseUrl = PublicBaseUrl(builder.Configuration);
        options.FallbackBaseUrl = builder.Configuration["FallbackBaseUrl"] is { Length: > 0 } fallback ? new Uri(fallback) : options.PublicBaseUrl;
        options.SignedOrigins = Origins(options, builder.Environment.IsDevelopment() && string.IsNullOrWhiteSpace(given));
        if (!builder.Environment.IsDevelopment()) return;
        if (options.AccountSid.Length == 0) options.AccountSid = "AC00000000000000000000000000000001";
        if (options.AuthToken.Length == 0) options.AuthToken = "demo-auth-token-not-a-secret";
        if (options.ApiKeySid.Length == 0) options.ApiKeySid = "SK00000000000000000000000000000001";
        if (options.ApiKeySecret.Length == 0) options.ApiKeySecret = "demo-api-key-secret-not-a-secret-000";
        if (options.TwimlAppSid.Length == 0) options.TwimlAppSid = "AP00000000000000000000000000000001";
        if (string.IsNullOrWhiteSpace(builder.Configuration["Twilio:ApiBaseUrl"])) options.ApiBaseUrl = new Uri(EmulatorProcess.Url(builder.Configuration));
    }

    /// <summary>The URL Twilio sees: the configured one, else the listening one.</summary>
    public static Uri PublicBaseUrl(IConfiguration configuration)
    {
        if (configuration["PublicBaseUrl"] is { Length: > 0 } given) return new Uri(given);
        var listening = (configuration["urls"] ?? DefaultUrl).Split(';')[0];
        foreach (var any in new[] { "*", "+", "0.0.0.0", "[::]" }) listening = listening.Replace($"://{any}", "://localhost", StringComparison.Ordinal);
        return new Uri(listening);
    }

    public const string DefaultUrl = "http://localhost:5080";

    private static List<Uri> Origins(TwilioOptions options, bool loopbackAliases)
    {
        List<Uri> origins = [options.PublicBaseUrl, options.FallbackBaseUrl];
        if (loopbackAliases && options.PublicBaseUrl.IsLoopback)
            origins.AddRange(new[] { "localhost", "127.0.0.1" }.Select(host => new UriBuilder(options.PublicBaseUrl) { Host = host }.Uri));
        // Two that differ in case only are the same address, and two to sign over.
        return [.. origins.DistinctBy(o => o.OriginalString, StringComparer.Ordinal)];
    }
}
