using System.Net;
using System.Text;
using CallCenter.Api.Platform.Telephony.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Api.Tests.Platform.Oracle;

/// <summary>The product's own client with the product's own registration; what it would send is written down, byte for byte.</summary>
internal sealed class RecordingTwilio : HttpMessageHandler
{
    private const string Conference = "CF0123456789abcdef0123456789abcdef";
    private readonly List<SentRequest> _sent = [];

    public static async Task<IReadOnlyList<SentRequest>> RecordAsync(TwilioOptions options, TwilioUrls urls, Func<TwilioClient, Task> operation)
    {
        using var handler = new RecordingTwilio();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.AddTwilio();
        builder.Services.AddSingleton(options);
        builder.Services.AddHttpClient(TwilioClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var services = builder.Services.BuildServiceProvider();
        await operation(new TwilioClient(services.GetRequiredService<IHttpClientFactory>(), options, urls, NullLogger<TwilioClient>.Instance));
        return handler._sent;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        _sent.Add(new(request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.ToString(), request.Headers.Authorization?.ToString(), body));
        const string answer = $$"""
            { "sid": "CA0123456789abcdef0123456789abcdef", "status": "completed", "calls": [], "messages": [], "recordings": [],
              "conferences": [{ "sid": "{{Conference}}", "status": "in-progress" }], "participants": [] }
            """;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}

internal sealed record SentRequest(string Method, string Url, string? Type, string? Authorization, string? Body);
