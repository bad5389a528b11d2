namespace CallCenter.Api.Tests.Harness;

/// <summary>One host for all tests of a class (<c>IClassFixture&lt;SharedApp&gt;</c>), where they do not get into each other's way.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    public CallCenterApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await CallCenterApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
