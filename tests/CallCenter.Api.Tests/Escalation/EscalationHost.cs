using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit;
using CallCenter.Api.Features.Calls;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.CareManagement;
using CallCenter.Api.Features.EhrDelivery;
using CallCenter.Api.Features.Escalation;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Patients;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices;
using CallCenter.Api.Features.Queue;
using CallCenter.Api.Features.Staff;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Api.Platform.Telephony.Twilio;
using CallCenter.Api.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>
/// Escalation and what it stands on, on the real platform (writer, timers, outbox, signed webhooks, SQLite) with the demo world, a clock
/// and a telephone network in hand. When it ends no log line may have named a patient, and every chain of notes must stand.
/// </summary>
internal sealed class EscalationHost : IAsyncDisposable
{
    /// <summary>Monday, November 23, 2026, 9:10 PM in Austin: Dr. Okafor is on call, Dr. Marsh behind her.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 10, 0, TimeSpan.Zero);

    public const string Okafor = "+15125550121";
    public const string Marsh = "+15125550122";
    public const string Supervisor = "+15125550130";
    public const string Pin = "2580";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly KeptLogs _logs;
    private bool _stopped;

    private EscalationHost(WebApplication app, string folder, KeptLogs logs, FakeTimeProvider clock, FakePhones phones) =>
        (_app, _folder, _logs, Clock, Phones) = (app, folder, logs, clock, phones);

    public FakeTimeProvider Clock { get; }

    public FakePhones Phones { get; }

    public IReadOnlyCollection<string> Logs => _logs.Lines;

    /// <summary>Every word said to anybody who was rung.</summary>
    public ConcurrentQueue<string> Spoken { get; } = new();

    public string DatabaseFile => Path.Combine(_folder, "callcenter.db");

    public static string RepositoryFiles { get; } = FindFiles();

    private static PracticeScope Everything => PracticeScope.Everything(ScopeBypass.StartUp);

    /// <param name="before">A host that was stopped: go on with its database, its clock and its telephones.</param>
    public static async Task<EscalationHost> StartAsync(EscalationHost? before = null, string environment = "Development", string? files = null, params (string Key, string Value)[] settings)
    {
        var folder = before?._folder ?? Directory.CreateTempSubdirectory("callcenter-escalation-").FullName;
        if (before is null) await EmptyDatabase.CopyToAsync(Path.Combine(folder, "callcenter.db"));
        var clock = before?.Clock ?? new FakeTimeProvider(Start);
        var phones = before?.Phones ?? new FakePhones(clock);
        var logs = before?._logs ?? new KeptLogs();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = folder, ApplicationName = "CallCenter.Api" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:CallCenter"] = Path.Combine(folder, "callcenter.db"), ["Protocols:Path"] = files ?? RepositoryFiles, ["Ehr:OutboxPath"] = Path.Combine(folder, "ehr"),
            // Nothing may leave this process: the telephone network is the fake one.
            ["Twilio:ApiBaseUrl"] = "http://127.0.0.1:9", ["PublicBaseUrl"] = "https://nurse.example",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0)).UseStaticWebAssets();
        AddSlices(builder, clock);
        builder.Services.RemoveAll<ITelephony>();
        builder.Services.AddSingleton<ITelephony>(phones);
        var app = builder.Build();
        MapSlices(app);
        await app.StartAsync();
        return new EscalationHost(app, folder, logs, clock, phones);
    }

    private static void AddSlices(WebApplicationBuilder builder, TimeProvider clock)
    {
        builder.AddPlatform(clock, TimeProvider.System);
        builder.AddPractices();
        builder.AddPatients();
        builder.AddStaff();
        builder.AddCalls();
        builder.AddQueue();
        builder.AddEscalation();
        builder.AddCareManagement();
        builder.AddEhrDelivery();
        builder.AddAudit();
    }

    private static void MapSlices(WebApplication app)
    {
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapTwilio();
        app.MapConsoleHub();
        app.MapStaff();
        app.MapEscalation();
    }

    /// <summary>What delivery wrote for a practice.</summary>
    public string EhrFile(string practice, string name) => File.ReadAllText(Path.Combine(_folder, "ehr", practice, name));

    public CallCenterDbContext Read() => _app.Services.GetRequiredService<Database>().Read(Everything);

    public HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()) };

    public async Task<HttpClient> SignInAsync(string email)
    {
        var browser = Browser();
        var demo = await browser.GetFromJsonAsync<DemoAccount[]>("api/sign-in/demo");
        using var answer = await browser.PostAsJsonAsync("api/sign-in", new SignInRequest(email, demo![0].Password));
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>What stands at an address, for somebody signed in.</summary>
    public async Task<string> TextOfAsync(string email, string path)
    {
        using var browser = await SignInAsync(email);
        return await browser.GetStringAsync(path);
    }

    /// <summary>The nurse confirms a disposition for Tess Okonjo (or another), on a call from her own number.</summary>
    public async Task<ConfirmedCall> ConfirmAsync(string disposition = "provider_now", UrgencyName urgency = UrgencyName.Urgent, ConfirmedCall? again = null, string practice = "lakeside", string patient = "Okonjo", bool nurseOnLine = false, string line = "+15125550101")
    {
        var confirmed = again ?? await CallAsync(practice, patient, nurseOnLine, line);
        var fact = new DispositionConfirmed(confirmed.SessionId, confirmed.CallId, practice, confirmed.PatientId, confirmed.NurseId, disposition, urgency, Clock.GetUtcNow());
        await _app.Services.GetRequiredService<CommandWriter>().RunAsync(PracticeScope.Of(practice), (work, cancel) => work.PublishAsync(fact, cancel), CancellationToken.None);
        return confirmed;
    }

    private async Task<ConfirmedCall> CallAsync(string practice, string familyName, bool nurseOnLine, string line)
    {
        await using var db = Read();
        var patient = await db.Set<Patient>().Where(p => p.FamilyName == familyName && p.PracticeId == practice).Select(p => p.Id).SingleAsync();
        var nurse = await db.Set<StaffMember>().Where(s => s.Name == "Maria Torres").Select(s => s.Id).SingleAsync();
        var call = new Call { Id = Guid.NewGuid(), PracticeId = practice, Line = line, CallerNumber = "+15125550111", StartedAt = Clock.GetUtcNow(), PatientId = patient, NurseId = nurse };
        if (nurseOnLine) (call.State, call.NurseJoined, call.CallerJoined) = (CallState.Connected, true, true);
        await _app.Services.GetRequiredService<CommandWriter>().RunAsync(Everything, (work, _) =>
        {
            work.Set<Call>().Add(call);
            return Task.CompletedTask;
        }, CancellationToken.None);
        return new(Guid.NewGuid(), call.Id, patient, nurse);
    }

    /// <summary>Does all that is due at this instant.</summary>
    public async Task SettleAsync()
    {
        var (timers, outbox, writer) = (_app.Services.GetRequiredService<TimerLoop>(), _app.Services.GetRequiredService<OutboxLoop>(), _app.Services.GetRequiredService<CommandWriter>());
        for (var quiet = 0; quiet < 3;)
        {
            var done = await timers.RunDueAsync(CancellationToken.None) + await outbox.RunDueAsync(CancellationToken.None);
            await outbox.SettleAsync();
            quiet = done == 0 && outbox.Idle && writer.Busy == 0 ? quiet + 1 : 0;
            if (done == 0) await Task.Delay(5);
        }
    }

    /// <summary>Lets time pass in steps small enough that nothing is late; for long stretches in longer ones.</summary>
    public async Task PassAsync(TimeSpan span, int seconds = 5)
    {
        var step = TimeSpan.FromSeconds(seconds);
        await SettleAsync();
        for (var end = Clock.GetUtcNow() + span; Clock.GetUtcNow() < end;)
        {
            var left = end - Clock.GetUtcNow();
            Clock.Advance(left < step ? left : step);
            await SettleAsync();
        }
    }

    /// <summary>The last call to this number, or a failure when there is none.</summary>
    public TestPhone Phone(string number) => new(this, Phones.Calls.LastOrDefault(c => c.To == number) ?? throw new Xunit.Sdk.XunitException($"Nobody rang {number[^4..]}."));

    public int Rings(string number) => Phones.Calls.Count(c => c.To == number);

    /// <summary>A signed request, as the telephone network sends it.</summary>
    public async Task<(HttpStatusCode Status, string Body)> WebhookAsync(string route, string query, params (string Name, string Value)[] form)
    {
        var options = _app.Services.GetRequiredService<TwilioOptions>();
        var path = $"/twilio/{route}{(query.Length > 0 ? "?" + query : "")}";
        var signature = new TwilioSignature(options.AuthToken).For(options.PublicBaseUrl.ToString().TrimEnd('/') + path, form.Select(f => KeyValuePair.Create(f.Name, new[] { f.Value })));
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("X-Twilio-Signature", signature);
        using var answer = await browser.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<EscalationCase> CaseAsync(ConfirmedCall call)
    {
        await using var db = Read();
        return await db.Set<EscalationCase>().Where(e => e.SessionId == call.SessionId).OrderBy(e => e.Phase == CallCenter.Protocols.Escalation.Lifecycle.EscalationPhase.Cancelled).FirstAsync();
    }

    public async Task<IReadOnlyList<EscalationLine>> LinesAsync(EscalationCase escalation)
    {
        await using var db = Read();
        return await db.Set<EscalationLine>().Where(l => l.EscalationId == escalation.Id).OrderBy(l => l.Number).ToListAsync();
    }

    public async Task<IReadOnlyList<Page>> PagesAsync(EscalationCase escalation)
    {
        await using var db = Read();
        return await db.Set<Page>().Where(p => p.EscalationId == escalation.Id).OrderBy(p => p.CreatedAt).ToListAsync();
    }

    public async Task<EscalationView> ViewAsync(ConfirmedCall call, string email = "nurse@demo")
    {
        using var nurse = await SignInAsync(email);
        return (await nurse.GetFromJsonAsync<EscalationView[]>($"api/escalations?callId={call.CallId}"))!.Last();
    }

    /// <summary>Changes the stopped host's database, for what nothing of ours does.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _app.StopAsync();
        await AssertNobodyIsNamedAsync();
        await AssertChainsStandAsync();
        AssertNoErrors();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task AssertNobodyIsNamedAsync()
    {
        string[] planted = ["Okonjo", "Amaro", "1948-03-14", "03141948", "5125550111"];
        Assert.DoesNotContain(_logs.Lines, line => planted.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(Spoken, said => planted.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(Phones.Texts, text => planted.Any(word => text.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        await using var db = Read();
        Assert.DoesNotContain(await db.Set<OutboxMessage>().Where(m => m.Kind.StartsWith("escalation.")).Select(m => m.Key + m.Payload).ToListAsync(),
            message => planted.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task AssertChainsStandAsync()
    {
        await using var db = Read();
        foreach (var escalation in await db.Set<EscalationCase>().ToListAsync())
            Assert.Null(NoteChain.FirstBroken(await db.Set<EscalationLine>().Where(l => l.EscalationId == escalation.Id).ToListAsync(), escalation.Lines, escalation.LastHash));
    }

    /// <summary>An error nobody expected is a failure, whatever the story came to.</summary>
    private void AssertNoErrors() =>
        Assert.DoesNotContain(_logs.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && !l.Contains("escalation file", StringComparison.OrdinalIgnoreCase));

    private static string FindFiles()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "protocols-config"))) return Path.Combine(folder.FullName, "protocols-config");
        throw new InvalidOperationException("protocols-config was not found above the tests.");
    }

    private sealed class KeptLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}

internal sealed record ConfirmedCall(Guid SessionId, Guid CallId, Guid PatientId, Guid NurseId);
