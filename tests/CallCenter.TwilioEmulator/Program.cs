using CallCenter.TwilioEmulator;

#pragma warning disable RS0030 // The one place that chooses the clock.
var app = EmulatorHost.Build(args, TimeProvider.System);
#pragma warning restore RS0030
await app.RunAsync();
