/** What the bundler reads besides modules: a sheet that is imported becomes a file of its own. */
declare module "*.css";
