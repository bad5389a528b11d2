using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CallCenter.Api.Tests.Harness;

/// <summary>
/// The real host on a free loopback port, with a database of its own, planted as on a first start. Tests speak to it by HTTP only, and
/// look into its database only where nothing is shown (the audit trail); they never touch its services.
/// </summary>
public sealed class CallCenterApp : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly string _folder;

    private CallCenterApp(Factory factory, string folder, Uri url) => (_factory, _folder, Url) = (factory, folder, url);

    public Uri Url { get; }

    public string DatabaseFile => Path.Combine(_folder, "callcenter.db");

    /// <param name="clock">Null: the real one.</param>
    /// <param name="settings">Configuration keys (<c>Ehr:FhirBaseUrl</c>) and their values.</param>
    /// <param name="continuing">An app that was stopped: start again on its database.</param>
    public static async Task<CallCenterApp> StartAsync(
        string environment = "Development", TimeProvider? clock = null, CallCenterApp? continuing = null, params (string Key, string Value)[] settings)
    {
        var folder = continuing?._folder ?? await NewFolderAsync();
        var factory = new Factory(environment, clock, 
        [
            ("ConnectionStrings:CallCenter", Path.Combine(folder, "callcenter.db")), ("Logging:LogLevel:Default", "Warning"),
            // No telephone network: what a test wants to hear from one, it sends itself.
            ("Twilio:ApiBaseUrl", "http://127.0.0.1:9"), ("Fallback:Start", "false"), .. settings,
        ]);
        await Task.Run(factory.StartServer);
        return new CallCenterApp(factory, folder, factory.Address());
    }

    private static async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("callcenter-test-").FullName;
        await EmptyDatabase.CopyToAsync(Path.Combine(folder, "callcenter.db"));
        return folder;
    }

    /// <summary>A browser that has not signed in.</summary>
    public HttpClient Visitor() => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Url };

    /// <summary>A browser in which a demo account has signed in.</summary>
    public async Task<HttpClient> SignInAsync(string email = "nurse@demo")
    {
        var browser = Visitor();
        using var answer = await browser.PostAsJsonAsync("api/sign-in", new SignInRequest(email, await DemoPasswordAsync()));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return browser;
    }

    /// <summary>The line on which a signed-in console is told of changes.</summary>
    public async Task<HubConnection> ConsoleLinkAsync(string email)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = Url };
        (await http.PostAsJsonAsync("api/sign-in", new SignInRequest(email, await DemoPasswordAsync()))).EnsureSuccessStatusCode();
        var hub = new HubConnectionBuilder().WithUrl(new Uri(Url, HubMethods.Path), o => o.Cookies = cookies).Build();
        await hub.StartAsync();
        return hub;
    }

    public async Task<string> DemoPasswordAsync()
    {
        using var visitor = Visitor();
        return (await visitor.GetFromJsonAsync<DemoAccount[]>("api/sign-in/demo"))![0].Password;
    }

    /// <summary>Every address the console may ask, as it is mapped: <c>GET /api/patients/{patientId:guid}</c>.</summary>
    public IReadOnlyList<string> ConsoleAddresses() => [.. _factory.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} /{e.RoutePattern.RawText?.Trim('/')}"))
        .Where(a => a.Contains(" /api/", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<AuditRow>> AuditTrailAsync()
    {
        var rows = new List<AuditRow>();
        await foreach (var row in QueryAsync("SELECT Actor, PracticeId, Verb, SubjectKind, SubjectId, Detail FROM AuditEntries ORDER BY At, Id"))
            rows.Add(new AuditRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)));
        return rows;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? value : null;
    }

    /// <summary>Changes the database behind the host's back, for what no endpoint does.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the host and keeps its database, for <c>continuing</c>.</summary>
    public async Task StopAsync() => await _factory.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async IAsyncEnumerable<SqliteDataReader> QueryAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return reader;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False;Default Timeout=10");
        await connection.OpenAsync();
        return connection;
    }

    private sealed class Factory : WebApplicationFactory<CallCenter.Api.Platform.Persistence.Database>
    {
        private readonly string _environment;
        private readonly TimeProvider? _clock;
        private readonly (string Key, string Value)[] _settings;

        public Factory(string environment, TimeProvider? clock, (string Key, string Value)[] settings)
        {
            (_environment, _clock, _settings) = (environment, clock, settings);
            UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        }

        public Uri Address() => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(_environment);
            foreach (var (key, value) in _settings) builder.UseSetting(key, value);
            if (_clock is null) return;
            builder.ConfigureTestServices(services =>
            {
                services.RemoveAll<TimeProvider>();
                services.AddSingleton(_clock);
            });
        }
    }
}

public sealed record AuditRow(string Actor, string PracticeId, string Verb, string SubjectKind, string SubjectId, string? Detail);
