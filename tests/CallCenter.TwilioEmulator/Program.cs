using CallCenter.TwilioEmulator;

try
{
#pragma warning disable RS0030 // The one place that chooses the clock.
    var app = EmulatorHost.Build(args, TimeProvider.System);
#pragma warning restore RS0030
    await app.RunAsync();
    return 0;
}
catch (RefusedToStart refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 2;
}
