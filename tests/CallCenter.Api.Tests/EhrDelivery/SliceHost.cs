using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit;
using CallCenter.Api.Features.Calls;
using CallCenter.Api.Features.CareManagement;
using CallCenter.Api.Features.Queue;
using CallCenter.Api.Features.EhrDelivery;
using CallCenter.Api.Features.Patients;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.EhrDelivery;

/// <summary>
/// The two slices on the real platform (one writer, real outbox, SQLite, HTTP on loopback) with the demo world, a clock in hand, and
/// every log line kept: when it ends, none of them may name a patient.
/// </summary>
internal sealed class SliceHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 10, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly KeptLogs _logs;
    private bool _stopped;

    private SliceHost(WebApplication app, string folder, KeptLogs logs, FakeTimeProvider clock) => (_app, _folder, _logs, Clock) = (app, folder, logs, clock);

    public FakeTimeProvider Clock { get; }

    public string Outbox => Path.Combine(_folder, "outbox");

    public IServiceProvider Services => _app.Services;

    public CommandWriter Writer => Services.GetRequiredService<CommandWriter>();

    public static PracticeScope Everything => PracticeScope.Everything(ScopeBypass.StartUp);

    /// <param name="before">A host that was stopped: go on with its database and its clock.</param>
    public static async Task<SliceHost> StartAsync(
        Uri? fhir = null, SliceHost? before = null, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var folder = before?._folder ?? Directory.CreateTempSubdirectory("callcenter-ehr-").FullName;
        var clock = before?.Clock ?? new FakeTimeProvider(Start);
        var logs = new KeptLogs();
        if (before is null) await EmptyDatabase.CopyToAsync(Path.Combine(folder, "callcenter.db"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder, ApplicationName = "CallCenter.Api" });
        // Nobody's chart is made up, unless a test says so.
        var configuration = new Dictionary<string, string?>
        {
            ["ConnectionStrings:CallCenter"] = Path.Combine(folder, "callcenter.db"),
            ["Ehr:FhirBaseUrl"] = fhir?.ToString(),
            ["Ehr:CreatePatients:0"] = "nobody",
        };
        foreach (var (key, value) in settings) configuration[key] = value;
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0)).UseStaticWebAssets();
        builder.AddPlatform(clock, TimeProvider.System);
        builder.AddPractices();
        builder.AddPatients();
        builder.AddStaff();
        builder.AddAudit();
        // Time linked during a call asks Calls, which stands on Queue; both are here with their tables and nothing rings.
        builder.AddQueue();
        builder.AddCalls();
        builder.AddCareManagement();
        builder.AddEhrDelivery();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapConsoleHub();
        app.MapPatients();
        app.MapStaff();
        app.MapCareManagement();
        app.MapEhrDelivery();
        await app.StartAsync();
        return new SliceHost(app, folder, logs, clock);
    }

    public CallCenterDbContext Read() => Services.GetRequiredService<Database>().Read(Everything);

    public async Task<HttpClient> SignInAsync(string email = "nurse@demo")
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(_app.Urls.First()) };
        var demo = await browser.GetFromJsonAsync<DemoAccount[]>("api/sign-in/demo");
        using var answer = await browser.PostAsJsonAsync("api/sign-in", new SignInRequest(email, demo![0].Password));
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    public async Task<IReadOnlyList<Patient>> PatientsAsync(string practice)
    {
        await using var db = Read();
        return await db.Set<Patient>().Where(p => p.PracticeId == practice).OrderBy(p => p.Mrn).ToListAsync();
    }

    public async Task<Patient> PatientAsync(string familyName)
    {
        await using var db = Read();
        return await db.Set<Patient>().Include(p => p.Conditions).SingleAsync(p => p.FamilyName == familyName);
    }

    /// <summary>Signs a note as triage does: the fact, in a transaction of its own.</summary>
    public async Task<NoteSigned> SignAsync(Patient? patient, string text, string practice = "lakeside", Guid? callId = null, Guid? nurse = null)
    {
        var now = Clock.GetUtcNow();
        var fact = new NoteSigned(Guid.NewGuid(), callId ?? Guid.NewGuid(), practice, patient?.Id, nurse ?? await StaffIdAsync("Maria Torres"), now, text, "see_4h", now.AddMinutes(-12), now.AddMinutes(-2));
        await PublishAsync(fact);
        return fact;
    }

    public Task PublishAsync<T>(T fact) where T : class =>
        Writer.RunAsync(PracticeScope.Of("lakeside", "oak-street", "northside"), (work, cancel) => work.PublishAsync(fact, cancel), CancellationToken.None);

    public async Task<Guid> StaffIdAsync(string name)
    {
        await using var db = Read();
        return await db.Set<Features.Staff.Domain.StaffMember>().Where(s => s.Name == name).Select(s => s.Id).SingleAsync();
    }

    /// <summary>Lets time pass, never while something is being sent, until <paramref name="done"/> holds.</summary>
    public async Task UntilAsync(Func<CallCenterDbContext, Task<bool>> done, TimeSpan? step = null, int seconds = 120)
    {
        var (outbox, wake) = (Services.GetRequiredService<OutboxLoop>(), Services.GetRequiredService<WakeUp>());
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            await using (var db = Read())
                if (await done(db)) return;
            Assert.False(giveUp.IsCancellationRequested, "It did not come to rest in time: " + await StandAsync());
            await Task.Delay(20);
            if (!outbox.Idle || Writer.Busy > 0) continue;
            Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            wake.Signal();
        }
    }

    private async Task<string> StandAsync()
    {
        await using var db = Read();
        var states = await db.Set<Features.EhrDelivery.Domain.Delivery>().GroupBy(d => new { d.Kind, d.State, d.ReasonCode }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        return string.Join(", ", states.Select(s => $"{s.Count} {s.Key.Kind} {s.Key.State} {s.Key.ReasonCode}"));
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _app.StopAsync();
        await AssertNobodyIsNamedAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        SqliteConnection.ClearAllPools();
        // A file that is just being written appears between the look and the deletion.
        for (var tries = 0; Directory.Exists(_folder); tries++)
            try { Directory.Delete(_folder, recursive: true); }
            catch (IOException) when (tries < 5) { await Task.Delay(50); }
    }

    /// <summary>No patient's name, record number or birth date, and no word of a note, in any log line.</summary>
    private async Task AssertNobodyIsNamedAsync()
    {
        await using var db = Read();
        var planted = (await db.Set<Patient>().Select(p => new { p.FamilyName, p.GivenName, p.Mrn, p.BirthDate }).ToListAsync())
            .Where(p => p.FamilyName is "Okonjo" or "Amaro" or "Whitfield" or "Lindgren")
            .SelectMany(p => new[] { p.FamilyName, p.Mrn, p.BirthDate.ToString("yyyy-MM-dd") }).Append(Notes.Planted).ToList();
        Assert.NotEmpty(planted);
        Assert.DoesNotContain(_logs.Lines, line => planted.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private sealed class KeptLogs : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Kept(this, categoryName);

        public void Dispose() { }

        private sealed class Kept(KeptLogs logs, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                logs.Lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
        }
    }
}

/// <summary>Words to sign.</summary>
public static class Notes
{
    /// <summary>A word that occurs in every note and nowhere else: where it turns up, a note has leaked.</summary>
    public const string Planted = "zephyrberry";

    public static string Text(string what) => $"""
        PROTOCOL heart-failure-fluid
        Caller says: {what} ({Planted})
        Weight up 3 lb since yesterday; sleeps on three pillows; no chest pain.
        DISPOSITION see within 4 hours
        Advice read and taught back.
        """;
}
