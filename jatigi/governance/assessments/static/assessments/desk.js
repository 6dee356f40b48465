// Every page of the desk that has no form of its own to save.
import { leaving } from "./leaving.js";

leaving(null);
