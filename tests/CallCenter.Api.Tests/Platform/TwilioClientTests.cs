using System.Net;
using System.Net.Http.Json;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Api.Platform.Telephony.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.Api.Tests.Platform;

/// <summary>The network's answers and silences, as whoever asked learns of them.</summary>
public sealed class TwilioClientTests : IDisposable
{
    private readonly Network _network = new();
    private readonly Kept _log = new();
    private readonly ServiceProvider _services;
    private readonly TwilioOptions _options = new() { AccountSid = "AC00000000000000000000000000000001", AuthToken = "token", PublicBaseUrl = new Uri("https://nurses.example/line") };

    public TwilioClientTests()
    {
        var services = new ServiceCollection();
        services.AddHttpClient(TwilioClient.HttpName, http => http.BaseAddress = _options.ApiBaseUrl).ConfigurePrimaryHttpMessageHandler(() => _network);
        _services = services.BuildServiceProvider();
    }

    public void Dispose()
    {
        _services.Dispose();
        _network.Dispose();
    }

    [Fact]
    public async Task A_refused_request_stands_in_the_log_by_the_networks_own_id_and_without_a_number()
    {
        _network.Hears = _ => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Twilio-Request-Id", "RQ0123" } }, Content = new StringContent("{\"code\":20429}") };
        var refused = await Assert.ThrowsAsync<TelephonyException>(() => Client().DialledAsync("+15125550114", default, default));
        Assert.Equal("429/20429", refused.Code);
        var line = Assert.Single(_log.Lines);
        Assert.Contains("429/20429", line, StringComparison.Ordinal);
        Assert.Contains("RQ0123", line, StringComparison.Ordinal);
        Assert.DoesNotContain("5125550114", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_that_does_not_come_in_time_is_a_network_that_does_not_answer()
    {
        _network.Hears = _ => throw new TaskCanceledException("The time is over.", new TimeoutException());
        var recorder = new TwilioRecorder(Client(), _services.GetRequiredService<IHttpClientFactory>(), _options, new TwilioUrls(_options));
        Assert.Equal("timeout", (await Assert.ThrowsAsync<TelephonyException>(() => recorder.SoundAsync("RE1", default))).Code);
    }

    /// <summary>A conference of one is <c>init</c> until the second is there; those that are over keep the name.</summary>
    [Theory]
    [InlineData("CF2", "completed:CF1", "in-progress:CF2")]
    [InlineData("CF2", "completed:CF1", "init:CF2")]
    [InlineData("CF3", "init:CF2", "in-progress:CF3")]
    [InlineData(null, "completed:CF1")]
    public async Task The_conference_of_a_call_is_the_one_that_runs_or_else_the_one_that_waits_for_its_second(string? found, params string[] conferences)
    {
        _network.Hears = request =>
        {
            var address = request.RequestUri!.ToString();
            var listed = conferences.Select(c => c.Split(':')).Where(c => address.Contains($"Status={c[0]}&", StringComparison.Ordinal)).Select(c => new { sid = c[1], status = c[0] });
            return new HttpResponseMessage { Content = address.Contains("/Participants.json", StringComparison.Ordinal) ? JsonContent.Create(new { participants = Array.Empty<object>() }) : JsonContent.Create(new { conferences = listed }) };
        };
        Assert.Equal(found, (await Client().ConferenceAsync(Guid.NewGuid(), default))?.Sid);
    }

    [Theory]
    [InlineData("https://nurses.example")]
    [InlineData("https://nurses.example/line")]
    [InlineData("https://nurses.example/line/")]
    public void Our_own_address_is_known_below_a_path_too(string publicBase)
    {
        var urls = new TwilioUrls(new TwilioOptions { PublicBaseUrl = new Uri(publicBase) });
        var link = urls.Own(urls.Instruction(VoiceLink.Of("page/menu", Guid.Empty, 2)));
        Assert.Equal(("page/menu", "2"), (link?.Route, link?.Own.Single(o => o.Name == "n").Value));
        Assert.Null(urls.Own("https://elsewhere.example/line/twilio/page/menu"));
    }

    private TwilioClient Client() => new(_services.GetRequiredService<IHttpClientFactory>(), _options, new TwilioUrls(_options), _log);

    private sealed class Network : HttpMessageHandler
    {
        public Func<HttpRequestMessage, HttpResponseMessage> Hears { get; set; } = _ => new HttpResponseMessage(HttpStatusCode.OK);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Hears(request));
    }

    private sealed class Kept : ILogger<TwilioClient>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
